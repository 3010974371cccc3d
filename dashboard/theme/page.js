// Language and direction of the page; links marked data-inside change the page without loading it anew.
document.documentElement.lang = LANG;
document.documentElement.dir = DIRECTION;
if (!window.marsadLinks) {
  window.marsadLinks = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-inside]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    window.scrollTo(0, 0);
  });
}
