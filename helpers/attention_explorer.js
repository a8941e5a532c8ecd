// The browser half of the attention explorer: an anywidget module that imports nothing, so it needs no network.
//
// It gets the traits of AttentionExplorer: sentences = [{label, tokens, special, focus, layers, heads, weights}], with
// layers x heads x n x n bytes of weights, 255 for a weight of 1. It sends layer, head, view, threshold, hide_special.

const HUES = [["accent", "ramp"], ["second", "second-ramp"]];  // roles of the palette, for each sentence
const FADE = 0.7;  // below 1 lifts small weights out of the background

const round = (byte) => (byte / 255).toFixed(3);

function channels(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

// 256 colours from a ramp of three (no weight, middling, full), as flat RGBA bytes.
function colourTable(ramp) {
  const stops = ramp.map(channels), table = new Uint8ClampedArray(1024);
  for (let byte = 0; byte < 256; byte++) {
    const place = 2 * (byte / 255) ** FADE, from = Math.min(1, Math.floor(place));
    stops[from].forEach((low, c) => { table[4 * byte + c] = low + (place - from) * (stops[from + 1][c] - low); });
    table[4 * byte + 3] = 255;
  }
  return table;
}

function decode(raw) {
  const { buffer, byteOffset, byteLength } = raw.weights, n = raw.tokens.length;
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  return { ...raw, n, of: (layer, head) => bytes.subarray((layer * raw.heads + head) * n * n).subarray(0, n * n) };
}

// Fit the canvas to CSS pixels at the screen's own resolution; returns a context, wiped, that draws in CSS pixels.
function prepare(canvas, width, height) {
  const scale = window.devicePixelRatio || 1, size = [Math.round(width * scale), Math.round(height * scale)];
  const context = canvas.getContext("2d");
  if (canvas.width !== size[0] || canvas.height !== size[1]) {
    [canvas.width, canvas.height] = size;
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, ...size);
  context.scale(scale, scale);
  return context;
}

// A picture of size x size pixels, each the largest weight that falls on it: a thin line stays visible when shrunk.
function picture(weights, n, shown, size, floor, table) {
  const image = new ImageData(size, size), largest = new Uint8Array(size * size);
  const at = shown.map((_, i) => Math.floor((i * size) / shown.length));
  for (let i = 0; i < shown.length; i++) {  // plain loops: nine million steps for 12 x 12 heads on 256 tokens
    const row = shown[i] * n, start = at[i] * size;
    for (let j = 0; j < shown.length; j++) {
      const weight = weights[row + shown[j]], cell = start + at[j];
      if (weight > largest[cell]) largest[cell] = weight;
    }
  }
  const pixels = new Uint32Array(image.data.buffer), colours = new Uint32Array(table.buffer);
  for (let i = 0; i < pixels.length; i++) pixels[i] = colours[largest[i] < floor ? 0 : largest[i]];
  const canvas = node("canvas", { width: size, height: size });
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas;
}

// All heads as thumbnails: a grid of buttons (one tab stop, arrow keys) over one canvas.
class Overview {
  constructor(app, sentence) {
    Object.assign(this, { app, sentence, canvas: node("canvas", { "aria-hidden": "true", width: 1, height: 1 }) });
    const { layers, heads } = sentence;
    const attributes = { role: "grid", class: "attn-grid", "aria-label": `Heads on ${sentence.label}` };
    this.grid = node("div", attributes, this.canvas);
    this.grid.style.setProperty("--heads", heads);
    const corner = node("span", { class: "attn-corner", role: "columnheader", "aria-label": "layer" });
    const names = Array.from({ length: heads }, (_, head) => node("span", { role: "columnheader" }, String(head)));
    this.grid.append(node("div", { role: "row" }, corner, ...names));
    this.cells = Array.from({ length: layers }, (_, layer) => {
      const row = node("div", { role: "row" }, node("span", { role: "rowheader" }, String(layer)));
      const cells = names.map((_, head) => this.cell(layer, head));
      row.append(...cells);
      this.grid.append(row);
      return cells;
    });
    this.grid.addEventListener("keydown", (event) => this.key(event));
    const axes = node("small", {}, "layers ↓  heads →");
    this.el = node("div", { class: "attn-overview" }, node("h4", {}, sentence.label, axes), this.grid);
  }

  cell(layer, head) {
    const name = `layer ${layer}, head ${head}`;
    const cell = node("button", { type: "button", role: "gridcell", tabindex: "-1", "aria-label": name, title: name });
    cell.addEventListener("click", () => this.app.set({ layer, head }));
    return cell;
  }

  key(event) {
    const { layer, head } = this.app.state(), { layers, heads } = this.sentence;
    const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
      Home: [0, -head], End: [0, heads - 1 - head] };
    if (!moves[event.key]) return;
    event.preventDefault();
    const clamp = (value, count) => Math.max(0, Math.min(count - 1, value));
    const next = [clamp(layer + moves[event.key][0], layers), clamp(head + moves[event.key][1], heads)];
    this.app.set({ layer: next[0], head: next[1] });
    this.cells[next[0]][next[1]].focus();
  }

  select() {
    const { layer, head } = this.app.state();
    this.cells.forEach((row, i) => row.forEach((cell, j) => {
      const chosen = i === layer && j === head;
      cell.setAttribute("aria-selected", String(chosen));
      cell.tabIndex = chosen ? 0 : -1;
    }));
  }

  draw(table) {
    const { sentence } = this, shown = this.app.shown(sentence);
    const last = this.cells.at(-1).at(-1), size = last.offsetWidth;
    const context = prepare(this.canvas, last.offsetLeft + size, last.offsetTop + size);
    const detail = Math.max(1, Math.min(shown.length, Math.round(size * (window.devicePixelRatio || 1))));
    context.imageSmoothingEnabled = false;
    this.cells.forEach((row, layer) => row.forEach((cell, head) => {
      const thumbnail = picture(sentence.of(layer, head), sentence.n, shown, detail, 0, table);
      context.drawImage(thumbnail, cell.offsetLeft, cell.offsetTop, size, size);
    }));
  }
}

// The whole widget: controls, overviews and panes, and the state they share through the model.
class Explorer {
  constructor(model) {
    this.model = model;
    this.zoom = { lines: 1, matrix: 0 };
    this.sentences = model.get("sentences").map(decode);
    this.status = node("p", { class: "attn-unseen", role: "status", "aria-live": "polite" });
    this.overviews = this.sentences.map((sentence) => new Overview(this, sentence));
    this.panes = this.sentences.map((sentence, i) => new Pane(this, sentence, i));
    const scale = { width: 256, height: 1, role: "img", "aria-label": "colour scale from weight 0 to 1" };
    this.legends = this.panes.map(() => node("canvas", scale));
    // JupyterLab would otherwise take the arrow keys for moving between cells.
    const attributes = { class: "attn course-widget", role: "region", "aria-label": "Attention explorer" };
    this.el = node("div", { ...attributes, "data-lm-suppress-shortcuts": "true" }, this.header(),
      node("div", { class: "attn-body" },
        node("div", { class: "attn-overviews" }, ...this.overviews.map((overview) => overview.el)),
        node("div", { class: "attn-panes" }, ...this.panes.map((pane) => pane.el))),
      node("footer", {}, "0", ...this.legends, "1", node("span", {}, "Weights are stored as bytes: "
        + "each number is right to 1/255 (0.004). Hiding tokens does not rescale the others.")),
      this.status);
    this.watch();
  }

  header() {
    this.title = node("h3");
    const input = (type, props, onInput) => {
      const element = Object.assign(node("input", { type }), props);
      element.addEventListener("input", () => onInput(element));
      return element;
    };
    const name = `attn-view-${Math.random()}`;
    this.views = ["lines", "matrix"].map((view) => input("radio", { name, value: view }, () => this.set({ view })));
    const toThreshold = (slider) => this.set({ threshold: Number(slider.value) });
    this.threshold = input("range", { min: 0, max: 1, step: 0.01 }, toThreshold);
    this.zoomer = input("range", { min: 0, max: 1, step: 0.05 }, (slider) => {
      this.zoom[this.model.get("view")] = Number(slider.value);
      this.update();
    });
    this.hide = input("checkbox", {}, (box) => this.set({ hide_special: box.checked }));
    this.shownThreshold = node("output");
    this.zoomLabel = node("label", {}, "Zoom", this.zoomer);
    return node("header", {}, this.title, node("div", { class: "attn-views", role: "radiogroup", "aria-label": "View" },
      ...this.views.map((radio) => node("label", {}, radio, node("span", {}, radio.value)))),
    node("label", {}, "Threshold", this.threshold, this.shownThreshold), this.zoomLabel,
    node("label", {}, this.hide, "Hide special tokens"));
  }

  watch() {
    const traits = ["layer", "head", "view", "threshold"].map((trait) => `change:${trait}`);
    const again = () => this.update();
    const redraw = () => { this.palette = null; this.update(); this.drawOverviews(); };
    traits.forEach((event) => this.model.on(event, again));
    this.model.on("change:hide_special", redraw);
    const unfollow = followTheme(this.el, redraw);  // before the first drawing, which the next observer calls
    let widths = "";
    const parts = [this.el, ...this.panes.map((pane) => pane.stage)], size = new ResizeObserver(() => {
      const now = parts.map((part) => part.offsetWidth).join();
      if (now === widths) return;  // only heights changed, and that was our doing
      widths = now;
      redraw();
    });
    parts.forEach((part) => size.observe(part));
    this.close = () => {
      traits.forEach((event) => this.model.off(event, again));
      this.model.off("change:hide_special", redraw);
      size.disconnect();
      unfollow();
    };
  }

  state() {
    const [layer, head, view] = ["layer", "head", "view"].map((trait) => this.model.get(trait));
    return { layer, head, view, zoom: this.zoom, family: this.family };
  }

  set(changes) {
    for (const [trait, value] of Object.entries(changes)) this.model.set(trait, value);
    this.model.save_changes();
    const summaries = this.panes.map((pane) => pane.summary()).filter(Boolean);
    if ("head" in changes) this.say(summaries.join(". ") || this.title.textContent);
  }

  say(text) {
    this.status.textContent = text;
  }

  floor() {
    return this.model.get("threshold") * 255;
  }

  shown(sentence) {
    const hide = this.model.get("hide_special");
    return sentence.tokens.map((_, i) => i).filter((i) => !(hide && sentence.special[i]));
  }

  // Read from the page once for each theme: {accent, table, ink, paper} of a sentence.
  colours(index) {
    const read = (name) => role(this.el, name), stops = [0, 1, 2];
    this.palette ||= HUES.map(([accent, ramp]) => ({ accent: read(accent), ink: getComputedStyle(this.el).color,
      paper: read("surface"), table: colourTable(stops.map((stop) => read(`${ramp}-${stop}`))) }));
    return this.palette[index];
  }

  update() {
    if (!this.el.clientWidth) return;  // not on the page yet: the size observer calls again
    this.family = getComputedStyle(this.el).fontFamily;
    const { layer, head, view, zoom } = this.state(), threshold = this.model.get("threshold");
    this.title.textContent = `Layer ${layer}, head ${head}`;
    this.views.forEach((radio) => { radio.checked = radio.value === view; });
    this.threshold.value = threshold;
    this.shownThreshold.textContent = threshold.toFixed(2);
    this.hide.checked = this.model.get("hide_special");
    this.zoomer.value = zoom[view];
    this.overviews.forEach((overview) => overview.select());
    this.panes.forEach((pane) => { pane.layout(); pane.refresh(); });
    this.zoomLabel.hidden = !this.panes.some((pane) => pane.box.zoomable);
  }

  drawOverviews() {
    if (!this.el.clientWidth) return;
    this.overviews.forEach((overview, i) => overview.draw(this.colours(i).table));
    this.legends.forEach((legend, i) => {
      legend.getContext("2d").putImageData(new ImageData(this.colours(i).table.slice(), 256, 1), 0, 0);
    });
  }
}

// Without a canvas: the three largest weights of every token of the chosen head, as text.
function asText(model, el) {
  const show = () => {
    const layer = model.get("layer"), head = model.get("head");
    const line = ({ tokens, n, of }, query) => {
      const row = Array.from(of(layer, head).subarray(query * n, query * n + n), (byte, key) => [byte, key]);
      const top = row.sort((a, b) => b[0] - a[0]).slice(0, 3).map(([byte, key]) => `${tokens[key]} ${round(byte)}`);
      return `${tokens[query]} -> ${top.join(", ")}`;
    };
    const blocks = model.get("sentences").map(decode).map(
      (sentence) => [sentence.label, ...sentence.tokens.map((_, query) => line(sentence, query))].join("\n"));
    el.replaceChildren(node("p", { role: "alert" }, "This browser cannot draw on a canvas, so the weights are text: "
      + `layer ${layer}, head ${head}. Choose another from Python (explorer.layer = 1; explorer.head = 2), `
      + "or draw attention_figure(...)."), node("pre", {}, blocks.join("\n\n")));
  };
  const traits = ["change:layer", "change:head"];
  traits.forEach((event) => model.on(event, show));
  show();
  return () => traits.forEach((event) => model.off(event, show));
}

function render({ model, el }) {
  if (!node("canvas").getContext?.("2d")) return asText(model, el);
  const explorer = new Explorer(model);
  el.append(explorer.el);
  return () => explorer.close();
}

export default { render };
