// Runs before the first paint, so that nobody is dazzled. The choice of colours is all that the console stores.
(() => {
  const stored = () => {
    try { return localStorage.getItem("theme"); } catch { return null; }
  };
  const theme = stored();
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
})();
