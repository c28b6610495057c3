/* Makes pages that already work without it more comfortable. Nothing here is needed to do one's work. */
(() => {
  "use strict";
  const changed = new Set(); /* forms with words typed and not sent */
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  /* Ctrl K goes to the search box; Escape closes an open menu and gives the focus back. */
  document.addEventListener("keydown", (event) => {
    const find = document.querySelector("[data-find]");
    if (find && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      find.focus();
      find.select();
    }
    if (event.key !== "Escape") return;
    all("[data-menu][open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
  document.addEventListener("click", (event) => {
    all("[data-menu][open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    const toggle = event.target.closest("[data-sections]");
    if (toggle) all("details.sec").forEach((section) => { section.open = toggle.dataset.sections === "open"; });
    const print = event.target.closest("[data-print]");
    if (print) window.print();
  });

  /* A link to a box inside a closed section opens the section first. */
  const reveal = (hash) => {
    const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
    const section = target && target.closest("details:not([open])");
    if (section) section.open = true;
    if (target && target.matches("input, select, textarea")) target.focus();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]:not([data-bs-toggle])');
    if (link) setTimeout(() => reveal(link.hash));
  });
  reveal(location.hash);

  /* The list of errors is read first. */
  const summary = document.querySelector("[data-errors]");
  if (summary) summary.focus();

  /* What cannot be undone is asked once; a form is sent once. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const question = (event.submitter && event.submitter.dataset.confirm) || form.dataset.confirm;
    if (form.dataset.sent || (question && !window.confirm(question))) {
      event.preventDefault();
      return;
    }
    changed.delete(form);
    if (form.method === "post" && !form.matches("[hx-post], [data-again]")) form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => delete form.dataset.sent));

  /* Words typed and not yet sent are not lost by a slip: forms that ask for it hold the page. */
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.matches("[data-guard]") && !event.target.matches("[hx-post]")) changed.add(form);
  });
  window.addEventListener("beforeunload", (event) => { if (changed.size) event.preventDefault(); });

  /* A button that is refused stays in reach of the keyboard and does nothing. */
  document.addEventListener("click", (event) => {
    if (event.target.closest('[aria-disabled="true"]')) event.preventDefault();
  }, true);
})();
