// Copy buttons beside the addresses. Without this script the buttons are hidden and the addresses can be selected.
"use strict";

(() => {
  const copy = async (field) => {
    field.select();
    if (navigator.clipboard) {
      try {
        await navigator.clipboard.writeText(field.value);
        return true;
      } catch {
        // not permitted: the older way may be
      }
    }
    return document.execCommand("copy"); // the only way where the page came without TLS
  };

  const status = document.querySelector("[data-copied]");
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const words = Array.from(button.childNodes);
    button.hidden = false;
    button.addEventListener("click", async () => {
      const copied = await copy(document.getElementById(button.dataset.copy));
      button.textContent = copied ? "Copied" : "Press Ctrl+C";
      if (status) status.textContent = copied ? "The address is copied." : "The address is selected: copy it with the keyboard.";
      setTimeout(() => {
        button.replaceChildren(...words);
        if (status) status.textContent = "";
      }, 2500);
    });
  }
})();
