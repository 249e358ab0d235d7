// Before the first paint, so that a dark room stays dark. A file of its own: no inline script to allow.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem('foundry.scheme');
  } catch {
    // No storage, no choice: the system decides.
  }
  var dark =
    chosen === 'dark' ||
    (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.scheme = dark ? 'dark' : 'light';
})();
