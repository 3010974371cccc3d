// Language and direction of the page, and the words that Streamlit has in English only; links marked data-inside change the page without loading it anew.
{ // a block of its own: the script runs once for each language
  const said = WORDS;
  const root = document.documentElement;
  root.lang = said.lang;
  root.dir = said.direction;
  for (const part of ["day", "month", "year"]) root.style.setProperty(`--${part}`, JSON.stringify(said[part]));
  const skip = document.querySelector('[data-testid="stSkipToContent"]');
  if (skip) skip.textContent = said.skip;
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
}
