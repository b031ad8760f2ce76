/* Adds how far away a deadline is, in words, behind the absolute time that the page prints anyway. */
(function () {
  "use strict";
  var language = document.documentElement.lang || "en";
  if (!window.Intl || !Intl.RelativeTimeFormat) return;
  var words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  var units = [["day", 86400], ["hour", 3600], ["minute", 60]];
  document.querySelectorAll("time[data-deadline]").forEach(function (element) {
    var seconds = (Date.parse(element.dataset.deadline) - Date.now()) / 1000;
    if (seconds <= 0) return;
    var unit = units.find(function (each) { return seconds >= each[1]; }) || units[2];
    var note = document.createElement("span");
    note.className = "deadline" + (seconds < 7 * 86400 ? " deadline--soon" : "");
    note.textContent = " " + words.format(Math.floor(seconds / unit[1]), unit[0]);
    element.after(note);
  });
})();
