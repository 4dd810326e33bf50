// Finds feeds and headlines on the front page as one types. Without this script the page shows all of them.
"use strict";

(() => {
  const form = document.querySelector("form.search");
  const field = form.querySelector("input");
  const status = form.querySelector("[data-found]");
  const directory = document.querySelector("[data-directory]");

  // "Côte d’Ivoire" is found by "cote d'ivoire" and "cote divoire", in any case.
  const plain = (text) => text.normalize("NFKD").replace(/[\p{Mn}'’‘ʼ`´]/gu, "").toLowerCase();

  const groups = Array.from(document.querySelectorAll("[data-group]"), (element) => ({
    element,
    title: element.closest("[data-directory]") ? element.querySelector("h3").textContent : "",
    entries: Array.from(element.querySelectorAll("[data-find]")),
  }));
  let index = null;

  const read = () =>
    groups.map(({ element, title, entries }) => ({
      element,
      feeds: title !== "",
      entries: entries.map((entry) => ({
        element: entry,
        text: plain(`${entry.textContent} ${entry.dataset.find} ${title}`),
      })),
    }));

  const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

  const show = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    index ??= read();
    let feeds = 0;
    let headlines = 0;
    for (const group of index) {
      let found = 0;
      for (const { element, text } of group.entries) {
        element.hidden = !words.every((word) => text.includes(word));
        if (!element.hidden) found += 1;
      }
      group.element.hidden = found === 0;
      if (group.feeds) feeds += found;
      else headlines += found;
    }
    const searching = words.length > 0;
    if (searching !== document.body.classList.contains("searching")) {
      document.body.classList.toggle("searching", searching);
      directory.open = searching;
    }
    directory.parentElement.hidden = searching && feeds === 0;
    if (!searching) status.textContent = "";
    else if (feeds + headlines === 0) status.textContent = "Nothing found. Try fewer letters, or another word.";
    else status.textContent = `${count(feeds, "feed", "feeds")} and ${count(headlines, "headline", "headlines")}`;
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    document.querySelector("[data-directory] li:not([hidden]) a")?.focus();
  });
  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    field.value = "";
    show();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.matches("input, textarea")) return;
    event.preventDefault();
    field.focus();
  });

  const asked = new URLSearchParams(location.search).get("q");
  if (asked) field.value = asked;
  if (field.value) show();
})();
