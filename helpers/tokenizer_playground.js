// The browser half of the tokenizer playground: an anywidget module that imports nothing, so it needs no network.
//
// It sends text, chosen, price and requests; Python answers with tokens = [[label, kind, id]] of the chosen tokenizer
// and counts = [[tokens, unknown]] of each of names.

const TYPING_MS = 150;  // so that a fast typist asks once, not at every key
const KINDS = { control: "control token", unknown: "unknown: the text is lost", part: "some bytes of a character" };

// A field that keeps its keys: JupyterLab asks the focused element itself, and would take a radio's arrows for its cells.
function field(tag, attributes) {
  return node(tag, { ...attributes, "data-lm-suppress-shortcuts": "true" });
}

function number(value) {
  return value.toLocaleString("en", { maximumSignificantDigits: 3, minimumSignificantDigits: value % 1 ? 2 : 1 });
}

function measures(text) {
  const words = text.split(/\s+/).filter(Boolean).length, bytes = new TextEncoder().encode(text).length;
  return { words, characters: [...text].length, bytes };
}

class Playground {
  constructor(model) {
    this.model = model;
    this.field = field("textarea", { rows: "3", maxlength: model.get("limit"), spellcheck: "false" });
    this.price = field("input", { type: "number", min: "0", step: "any" });
    this.requests = field("input", { type: "number", min: "0", step: "1" });
    this.sizes = node("p", { class: "tokp-sizes" });
    this.strip = node("ol", { class: "tokp-strip" });
    this.legend = node("p", { class: "tokp-legend" });
    this.status = node("p", { class: "tokp-unseen", role: "status", "aria-live": "polite" });
    this.rows = this.buildRows();
    this.el = this.build();
    this.listen();
    this.fill();
    this.show();
  }

  buildRows() {
    const group = `tokp-${Math.random()}`;
    return this.model.get("names").map((name) => {
      const radio = field("input", { type: "radio", name: group });
      radio.addEventListener("change", () => this.send({ chosen: name }));
      const cells = Array.from({ length: 4 }, () => node("td"));
      const head = node("th", { scope: "row" }, node("label", {}, radio, name));
      return { name, radio, cells, el: node("tr", {}, head, ...cells) };
    });
  }

  build() {
    const heads = ["tokenizer", "tokens", "per word", "unknown", "cost"].map((text) => node("th", { scope: "col" }, text));
    const table = node("table", {}, node("thead", {}, node("tr", {}, ...heads)),
      node("tbody", {}, ...this.rows.map((row) => row.el)));
    return node("div", { class: "tokp course-widget", role: "region", "aria-label": "Tokenizer playground" },
      node("label", { class: "tokp-field" }, "Text", this.field), this.sizes,
      node("div", { class: "tokp-bill" }, node("label", {}, "Price of a million tokens", this.price),
        node("label", {}, "Requests", this.requests)),
      table, this.strip, this.legend, this.status);
  }

  listen() {
    this.field.addEventListener("input", () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => {
        this.typing = null;
        this.send({ text: this.field.value });
      }, TYPING_MS);
    });
    for (const name of ["price", "requests"]) {
      this[name].addEventListener("input", () => {
        const value = this.typed(name);
        if (value >= 0) this.send({ [name]: value });
      });
      this[name].addEventListener("blur", () => this.fill());  // a field left empty shows what counts
    }
    const show = () => this.show(), fill = () => { this.fill(); this.show(); };
    const calls = { tokens: show, counts: show, chosen: show, text: fill, price: fill, requests: fill };
    const events = Object.entries(calls).map(([trait, call]) => [`change:${trait}`, call]);
    events.forEach((event) => this.model.on(...event));
    const unfollow = followTheme(this.el);
    this.close = () => {
      clearTimeout(this.typing);
      unfollow();
      events.forEach((event) => this.model.off(...event));
    };
  }

  send(changes) {
    for (const [trait, value] of Object.entries(changes)) this.model.set(trait, value);
    this.model.save_changes();
  }

  typed(name) {
    const value = this[name].valueAsNumber;
    return name === "requests" ? Math.round(value) : value;
  }

  // Python may set what the reader can also type. A field that says the same already is left alone: "1e2" may go on.
  fill() {
    const text = this.model.get("text");
    if (!this.typing && this.field.value !== text) this.field.value = text;
    for (const name of ["price", "requests"]) {
      const value = this.model.get(name);
      if (this.typed(name) !== value) this[name].value = value;
    }
  }

  show() {
    const counts = this.model.get("counts"), chosen = this.model.get("chosen");
    const { words, characters, bytes } = measures(this.model.get("text"));
    this.sizes.textContent = `${words} words, ${characters} code points, ${bytes} bytes`;
    this.rows.forEach(({ name, radio, cells, el }, i) => {
      const [tokens, unknown] = counts[i] || [0, 0];
      const cost = (tokens * this.model.get("requests") * this.model.get("price")) / 1e6;
      radio.checked = name === chosen;
      el.className = name === chosen ? "tokp-chosen" : "";
      [tokens, words ? (tokens / words).toFixed(2) : "–", unknown, number(cost)].forEach((text, column) => {
        cells[column].textContent = text;
      });
    });
    this.showStrip(this.model.get("tokens"), chosen);
  }

  showStrip(tokens, chosen) {
    this.strip.setAttribute("aria-label", `${tokens.length} tokens of ${chosen}`);
    this.strip.replaceChildren(...tokens.map(([label, kind, id]) => {
      const attributes = { class: `tokp-${kind}` };
      if (KINDS[kind]) attributes.title = KINDS[kind];
      return node("li", attributes, label, node("small", {}, String(id)));
    }));
    const kinds = new Set(tokens.map(([, kind]) => kind));
    const frames = { control: "solid frame", unknown: "dashed frame", part: "dotted frame" };
    this.legend.textContent = Object.keys(KINDS).filter((kind) => kinds.has(kind))
      .map((kind) => `${frames[kind]}: ${KINDS[kind]}`).join("; ");
    this.status.textContent = `${chosen}: ${tokens.length} tokens`;
  }
}

function render({ model, el }) {
  const playground = new Playground(model);
  el.append(playground.el);
  return () => playground.close();
}

export default { render };
