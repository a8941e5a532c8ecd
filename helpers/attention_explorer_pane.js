// Part of the attention explorer, joined with the other two files into one module by attention_explorer.py.

const STAGE_HEIGHT = 430, SCROLLBAR = 12, NUMBERS = 50;  // rows of the list at a time
const LINE_PITCH = 24, WIDEST_CELL = 30, READABLE_PITCH = 18;  // heights of a row: at most, at most, zoomed in

// One head on one sentence: the stage (lines or matrix) and the numbers of the token in focus.
class Pane extends Drawing {
  constructor(app, sentence, index) {
    super();
    Object.assign(this, { app, sentence, index, hover: null, pinned: null });
    if (sentence.focus >= 0) this.pinned = { side: "query", token: sentence.focus };
    const id = `attn-${Math.random().toString(36).slice(2)}`;
    const option = (token, i) => node("div", { role: "option", id: `${id}-${i}`, "aria-selected": "false" },
      `${token}, position ${i}`);
    this.options = sentence.tokens.map(option);
    this.canvas = node("canvas", { "aria-hidden": "true" });
    this.space = node("div", { class: "attn-space" }, this.canvas);
    const help = "Up and down choose a token, left shows what it looks at, right what looks at it, Escape lets go.";
    this.stage = node("div", { class: "attn-stage", role: "listbox", tabindex: "0",
      "aria-label": `Tokens of ${sentence.label}. ${help}` },
    this.space, node("div", { class: "attn-unseen" }, ...this.options));
    this.heading = node("h5");
    this.list = node("ol", { tabindex: "0", "aria-label": `Weights, ${sentence.label}` });
    const numbers = node("div", { class: "attn-numbers" }, this.heading, this.list);
    const kind = index ? "attn-pane attn-second" : "attn-pane";
    this.el = node("section", { class: kind, "aria-label": sentence.label }, node("h4", {}, sentence.label),
      node("div", { class: "attn-columns" }, this.stage, numbers));
    this.listen();
  }

  listen() {
    this.stage.addEventListener("pointermove", (event) => this.point(this.hit(event)));
    this.stage.addEventListener("pointerleave", () => this.point(null));
    this.stage.addEventListener("scroll", () => { this.backdrop = null; this.draw(); });
    this.list.addEventListener("scroll", () => {
      const { scrollTop, clientHeight, scrollHeight } = this.list;
      if (scrollTop + 2 * clientHeight > scrollHeight) this.moreNumbers();
    });
    this.stage.addEventListener("click", (event) => {
      const hit = this.hit(event), again = hit && this.pinned?.token === hit.token && this.pinned.side === hit.side;
      this.pin(again ? null : hit);
    });
    this.stage.addEventListener("keydown", (event) => this.key(event));
  }

  point(place) {
    const same = ["side", "token", "key"].every((part) => place?.[part] === this.hover?.[part]);
    this.hover = place;
    if (!same) this.refresh();
  }

  pin(place) {
    this.pinned = place && { side: place.side, token: place.token };
    this.refresh();
    this.app.say(place ? this.summary() : "no token selected");
  }

  key(event) {
    const now = this.pinned || { side: "query", token: -1 };
    const row = this.rows.get(now.token) ?? -1, last = this.shown.length - 1;
    const rows = { ArrowDown: row + 1, ArrowUp: row - 1, Home: 0, End: last, ArrowLeft: row, ArrowRight: row };
    if (!(event.key in rows) && event.key !== "Escape") return;
    event.preventDefault();
    this.hover = null;
    if (event.key === "Escape") return this.pin(null);
    const side = { ArrowLeft: "query", ArrowRight: "key" }[event.key] || now.side;
    const position = Math.max(0, Math.min(last, rows[event.key]));
    this.reveal(position, side);
    this.pin({ side, token: this.shown[position] });
  }

  // Scroll so that the row (or, in the matrix, column) of a token is in sight.
  reveal(position, side) {
    const { pitch, left, top, width, height } = this.box, across = this.matrix && side === "key";
    const [scroll, room] = across ? ["scrollLeft", width - left] : ["scrollTop", height - top];
    const start = position * pitch, seen = this.stage[scroll];
    if (start < seen) this.stage[scroll] = start;
    else if (start + pitch > seen + room) this.stage[scroll] = start + pitch - room + PAD;
  }

  layout() {
    const { tokens } = this.sentence, { view, family } = this.app.state(), context = this.canvas.getContext("2d");
    this.shown = this.app.shown(this.sentence);
    this.matrix = view === "matrix";
    this.rows = new Map(this.shown.map((token, row) => [token, row]));
    this.options.forEach((option, i) => { option.hidden = !this.rows.has(i); });
    context.font = `${FONT_PX}px ${family}`;
    const widest = Math.max(24, ...this.shown.map((i) => context.measureText(tokens[i]).width));
    const room = this.stage.offsetWidth;
    this.box = this.measure(room, widest);
    if (this.box.tall > STAGE_HEIGHT) this.box = this.measure(room - SCROLLBAR, widest);
    const { tall, wide, width, height } = this.box;
    Object.assign(this.space.style, { height: `${tall}px`, width: `${wide}px` });
    this.stage.style.height = `${height + (wide > width ? SCROLLBAR : 0)}px`;
    this.links = this.backdrop = this.cells = null;
  }

  // Where things are on a stage of this width: left and top are the rooms for labels, pitch is the height of a row.
  measure(width, widest) {
    const { view, zoom } = this.app.state(), count = Math.max(1, this.shown.length);
    const left = Math.min(widest + 18, width * 0.3), top = this.matrix ? Math.min(widest, 76) * 0.87 + 14 : PAD;
    const overhang = this.matrix ? Math.min(top * 0.5, 26) : 0;
    const fit = this.matrix ? Math.min(WIDEST_CELL, (width - left - overhang) / count)
      : Math.min(LINE_PITCH, (STAGE_HEIGHT - 2 * PAD) / count);
    const pitch = Math.max(fit, fit + zoom[view] * (READABLE_PITCH - fit)), tall = Math.ceil(top + count * pitch + PAD);
    const wide = this.matrix ? Math.max(width, left + count * pitch + overhang) : width;
    const height = Math.min(STAGE_HEIGHT, tall);
    return { width, height, left, top, pitch, tall, wide, zoomable: fit < READABLE_PITCH };
  }

  // What lies under the pointer: {side, token} and, on a cell of the matrix, the key it meets.
  hit(event) {
    const { left, top, pitch, width } = this.box, frame = this.stage.getBoundingClientRect();
    const x = event.clientX - frame.left - this.stage.clientLeft, y = event.clientY - frame.top - this.stage.clientTop;
    const row = this.shown[Math.floor((y + this.stage.scrollTop - top) / pitch)];
    if (!this.matrix) return row === undefined || y < 0 ? null : { side: x < width / 2 ? "query" : "key", token: row };
    const column = this.shown[Math.floor((x + this.stage.scrollLeft - left) / pitch)];
    if (y < top) return x < left || column === undefined ? null : { side: "key", token: column };
    if (row === undefined) return null;
    return { side: "query", token: row, key: x < left ? undefined : column };
  }

  weights() {
    const { layer, head } = this.app.state();
    return this.sentence.of(layer, head);
  }

  // [token, byte] of the token in focus, largest first, those under the threshold left out.
  ranked({ side, token }) {
    const { n } = this.sentence, weights = this.weights(), floor = this.floor();
    const pairs = this.shown.map((other) => [other, weights[side === "query" ? token * n + other : other * n + token]]);
    return pairs.filter(([, byte]) => byte >= floor).sort((a, b) => b[1] - a[1]);
  }

  // The smallest byte that is drawn: never 0.
  floor() {
    return Math.max(1, this.app.floor());
  }

  active() {
    const place = this.hover || this.pinned;
    return place && this.rows.has(place.token) ? place : null;
  }

  title({ side, token }) {
    return `${this.sentence.tokens[token]} (${token}) ${side === "query" ? "looks at" : "is looked at by"}`;
  }

  summary() {
    const { layer, head } = this.app.state(), place = this.active();
    if (!place) return "";
    const top = this.ranked(place).slice(0, 3).map(([other, byte]) => `${this.sentence.tokens[other]} ${round(byte)}`);
    const where = `${this.sentence.label}, layer ${layer}, head ${head}`;
    return `${where}: ${this.title(place)} ${top.join(", ") || "nothing above the threshold"}`;
  }

  refresh() {
    const place = this.active();
    this.ranking = place ? this.ranked(place) : [];
    this.draw();
    this.marked?.setAttribute("aria-selected", "false");
    this.marked = place && this.options[place.token];
    this.marked?.setAttribute("aria-selected", "true");
    if (this.marked) this.stage.setAttribute("aria-activedescendant", this.marked.id);
    else this.stage.removeAttribute("aria-activedescendant");
    this.heading.textContent = place ? this.title(place) : "Point at a token, or use Tab and the arrow keys.";
    this.list.replaceChildren();
    this.list.scrollTop = 0;
    this.moreNumbers();
  }

  // The next rows of the list: more of them when it is scrolled, for a token may be looked at by a thousand others.
  moreNumbers() {
    const shown = this.list.childElementCount, next = this.ranking.slice(shown, shown + NUMBERS), place = this.active();
    this.list.append(...next.map(([other, byte]) => this.number(other, byte, place)));
  }

  number(other, byte, place) {
    const bar = node("i", { "aria-hidden": "true" });
    bar.style.width = `calc((100% - 84px) * ${byte / 255})`;  // clear of the numbers at its right
    const token = node("span", { class: "attn-token" }, this.sentence.tokens[other]);
    return node("li", place.key === other ? { class: "attn-met" } : {}, bar, token, node("small", {}, String(other)),
      node("b", {}, round(byte)));
  }
}
