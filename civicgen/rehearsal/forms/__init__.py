"""Issue forms as the forge shows them: `.github/ISSUE_TEMPLATE/*.yml` -> a form, and its answers -> an issue's text."""
