// Times stand in the pages as UTC. Here they become the reader's own: "12 minutes ago" while fresh, else local date and time.
"use strict";

(() => {
  const MINUTE = 60;
  const HOUR = 60 * MINUTE;
  const DAY = 24 * HOUR;
  const ago = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  const local = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

  const say = (moment, now) => {
    const age = Math.round((now - moment) / 1000);
    if (age < 0 || age >= DAY) return local.format(moment);
    if (age < HOUR) return ago.format(-Math.floor(age / MINUTE), "minute");
    return ago.format(-Math.floor(age / HOUR), "hour");
  };

  const times = Array.from(document.querySelectorAll("time[datetime]"), (element) => {
    element.title = element.textContent; // the UTC time stays at hand
    return { element, moment: new Date(element.dateTime) };
  });

  const tell = () => {
    const now = new Date();
    for (const { element, moment } of times) {
      const words = say(moment, now);
      if (element.textContent !== words) element.textContent = words;
    }
  };

  // The days of a story are the reader's own, too: each stands above the first report of it.
  const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
  let last = "";
  for (const entry of document.querySelectorAll(".timeline > li")) {
    const told = day.format(new Date(entry.querySelector(".by time").dateTime));
    const head = entry.querySelector(".day") ?? Object.assign(document.createElement("h2"), { className: "day" });
    head.textContent = told;
    if (told === last) head.remove();
    else entry.prepend(head);
    last = told;
  }

  tell();
  setInterval(tell, MINUTE * 1000);

  // A picture that the agency took away leaves no hole.
  const drop = (image) => image.closest("figure")?.remove();
  for (const image of document.querySelectorAll("figure img")) {
    if (image.complete && image.naturalWidth === 0) drop(image);
    else image.addEventListener("error", () => drop(image), { once: true });
  }
})();
