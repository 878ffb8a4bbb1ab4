/** The loader of the yardstick: finds its config, at an address or in the page, then has the widget's file come. */
(() => {
  const { src, dataset } = document.currentScript;
  const show = (config) => {
    window.yardstick = config;
    const script = document.createElement('script');
    script.src = new URL('widget.js', src);
    document.head.append(script);
  };
  if (dataset.config)
    fetch(dataset.config)
      .then((response) => response.json())
      .then(show);
  else show(JSON.parse(document.querySelector('script[data-yardstick]').textContent));
})();
