// What the widgets of the course share; joined in front of each one's script by helpers/widget.py.

function node(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// The colour of a role in the theme of this widget, as it stands in helpers/palette.json.
function role(element, name) {
  return getComputedStyle(element).getPropertyValue(`--course-${name}`).trim();
}

// What lies behind an element, as [red, green, blue]: painted, because a colour has many spellings and may be clear.
function groundPixel(element) {
  const page = node("span", { style: "background: Canvas" });  // the browser's own, dark where the page asks for it
  document.documentElement.append(page);
  const grounds = [getComputedStyle(page).backgroundColor], ancestors = [];
  page.remove();
  for (let at = element; at; at = at.parentElement || at.getRootNode().host) ancestors.unshift(at);
  grounds.push(...ancestors.map((at) => getComputedStyle(at).backgroundColor));
  const context = node("canvas", { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  for (const ground of grounds) {
    context.fillStyle = ground;
    context.fillRect(0, 0, 1, 1);
  }
  return context.getImageData(0, 0, 1, 1).data.slice(0, 3);
}

// JupyterLab says which theme it has; elsewhere the page is as dark as it looks.
function themeOf(element) {
  const light = document.body.dataset.jpThemeLight;
  if (light) return light === "false" ? "dark" : "light";
  const [red, green, blue] = groundPixel(element);
  return 0.3 * red + 0.6 * green + 0.1 * blue < 128 ? "dark" : "light";
}

// Give a widget the colours of the page's theme, as soon as it is on the page and whenever it changes; `changed` is
// called when they do. Returns what ends that.
function followTheme(element, changed = () => {}) {
  let seen = "";
  const look = () => {
    if (!element.isConnected) return;
    const theme = themeOf(element), { color, backgroundColor } = getComputedStyle(element);
    element.dataset.courseTheme = theme;
    element.style.colorScheme = theme;  // for scrollbars and sliders
    const now = [theme, color, backgroundColor].join();
    if (seen && now !== seen) changed();
    seen = now;
  };
  const size = new ResizeObserver(look), page = new MutationObserver(look);
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  size.observe(element);
  [document.body, document.documentElement].forEach((part) => page.observe(part, { attributes: true }));
  scheme.addEventListener("change", look);
  return () => {
    [size, page].forEach((observer) => observer.disconnect());
    scheme.removeEventListener("change", look);
  };
}
