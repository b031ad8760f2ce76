"""What the participation desk does at the forge: forms, intake, announcements, as texts. No I/O."""
