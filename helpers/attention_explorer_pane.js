// Part of the attention explorer, joined with attention_explorer.js into one module by attention_explorer.py.

const STAGE_HEIGHT = 430, SCROLLBAR = 12, PAD = 6, FONT_PX = 12;
const LINE_PITCH = 24, WIDEST_CELL = 30, READABLE_PITCH = 18;  // heights of a row: at most, at most, zoomed in

// One head on one sentence: the stage (lines or matrix) and the numbers of the token in focus.
class Pane {
  constructor(app, sentence, index) {
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
    this.el = node("section", { class: "attn-pane", "aria-label": sentence.label }, node("h4", {}, sentence.label),
      node("div", { class: "attn-columns" }, this.stage, numbers));
    this.listen();
  }

  listen() {
    const point = (event) => { this.hover = this.hit(event); this.refresh(); };
    this.stage.addEventListener("pointermove", point);
    this.stage.addEventListener("pointerleave", () => { this.hover = null; this.refresh(); });
    this.stage.addEventListener("scroll", () => this.draw());
    this.stage.addEventListener("click", (event) => {
      const hit = this.hit(event), again = hit && this.pinned?.token === hit.token && this.pinned.side === hit.side;
      this.pin(again ? null : hit);
    });
    this.stage.addEventListener("keydown", (event) => this.key(event));
  }

  pin(place) {
    this.pinned = place && { side: place.side, token: place.token };
    this.refresh();
    this.app.say(place ? this.summary() : "no token selected");
  }

  key(event) {
    const now = this.pinned || { side: "query", token: -1 };
    const row = this.shown.indexOf(now.token), last = this.shown.length - 1;
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
    this.options.forEach((option, i) => { option.hidden = !this.shown.includes(i); });
    context.font = `${FONT_PX}px ${family}`;
    const widest = Math.max(24, ...this.shown.map((i) => context.measureText(tokens[i]).width));
    const room = this.stage.offsetWidth;
    this.box = this.measure(room, widest);
    if (this.box.tall > STAGE_HEIGHT) this.box = this.measure(room - SCROLLBAR, widest);
    const { tall, wide, width, height } = this.box;
    Object.assign(this.space.style, { height: `${tall}px`, width: `${wide}px` });
    this.stage.style.height = `${height + (wide > width ? SCROLLBAR : 0)}px`;
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
    const { n } = this.sentence, weights = this.weights(), floor = this.app.floor();
    const pairs = this.shown.map((other) => [other, weights[side === "query" ? token * n + other : other * n + token]]);
    return pairs.filter(([, byte]) => byte > 0 && byte >= floor).sort((a, b) => b[1] - a[1]);
  }

  active() {
    const place = this.hover || this.pinned;
    return place && this.shown.includes(place.token) ? place : null;
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
    this.draw();
    const place = this.active();
    this.marked?.setAttribute("aria-selected", "false");
    this.marked = place && this.options[place.token];
    this.marked?.setAttribute("aria-selected", "true");
    if (this.marked) this.stage.setAttribute("aria-activedescendant", this.marked.id);
    else this.stage.removeAttribute("aria-activedescendant");
    this.heading.textContent = place ? this.title(place) : "Point at a token, or use Tab and the arrow keys.";
    const ranked = place ? this.ranked(place) : [];
    this.list.replaceChildren(...ranked.map(([other, byte]) => this.number(other, byte, place)));
  }

  number(other, byte, place) {
    const bar = node("i", { "aria-hidden": "true" });
    bar.style.width = `calc((100% - 84px) * ${byte / 255})`;  // clear of the numbers at its right
    const token = node("span", { class: "attn-token" }, this.sentence.tokens[other]);
    return node("li", place.key === other ? { class: "attn-met" } : {}, bar, token, node("small", {}, String(other)),
      node("b", {}, round(byte)));
  }

  draw() {
    const context = prepare(this.canvas, this.box.width, this.box.height);
    context.font = `${FONT_PX}px ${this.app.state().family}`;
    context.textBaseline = "middle";
    if (this.matrix) this.drawMatrix(context);
    else this.drawLines(context);
  }

  y(position) {
    return this.box.top + (position + 0.5) * this.box.pitch - this.stage.scrollTop;
  }

  drawLines(context) {
    const { width, left } = this.box, active = this.active(), all = this.shown.map((_, i) => i);
    const one = active && [this.shown.indexOf(active.token)];
    this.strokes(context, all, all, active ? 0.13 : 0.8);
    if (active) this.strokes(context, ...(active.side === "query" ? [one, all] : [all, one]), 1);
    const linked = new Map(active ? this.ranked(active) : []);
    for (const side of ["query", "key"]) {
      const place = side === "query" ? { x: left - 8, align: "right" } : { x: width - left + 8, align: "left" };
      this.labels(all, 14, (i) => this.y(i), (i) => {
        const chosen = active?.side === side && active.token === this.shown[i];
        const share = active && active.side !== side ? (linked.get(this.shown[i]) || 0) / 255 : 0;
        this.label(context, i, { ...place, y: this.y(i), room: left - 14, chosen, share });
      }, active?.side === side ? one[0] : -1);
    }
  }

  // Curves from queries to keys, gathered by strength: sixteen strokes instead of thousands.
  strokes(context, queries, keys, opacity) {
    const { width, height, left } = this.box, { n } = this.sentence, weights = this.weights();
    const floor = Math.max(1, this.app.floor());
    const levels = Array.from({ length: 16 }, () => new Path2D()), middle = width / 2;
    for (const i of queries) for (const j of keys) {
      const byte = weights[this.shown[i] * n + this.shown[j]], from = this.y(i), to = this.y(j);
      if (byte < floor || Math.max(from, to) < 0 || Math.min(from, to) > height) continue;
      levels[byte >> 4].moveTo(left, from);
      levels[byte >> 4].bezierCurveTo(middle, from, middle, to, width - left, to);
    }
    context.strokeStyle = this.app.colours(this.index).accent;
    levels.forEach((path, level) => {
      context.globalAlpha = opacity * (0.12 + 0.88 * (level / 15));
      context.lineWidth = 0.75 + 2.5 * (level / 15);
      context.stroke(path);
    });
    context.globalAlpha = 1;
  }

  drawMatrix(context) {
    const { width, height, left, top, pitch } = this.box, { scrollLeft, scrollTop } = this.stage;
    const active = this.active(), floor = this.app.floor();
    const { table, ink } = this.app.colours(this.index), all = this.shown.map((_, i) => i), size = all.length * pitch;
    const row = active?.side === "query" ? this.shown.indexOf(active.token) : -1;
    const column = active ? this.shown.indexOf(active.side === "key" ? active.token : active.key) : -1;
    context.save();
    context.beginPath();
    context.rect(left, top, width - left, height - top);
    context.clip();
    context.translate(left - scrollLeft, top - scrollTop);
    context.imageSmoothingEnabled = false;
    const cells = picture(this.weights(), this.sentence.n, this.shown, Math.max(1, all.length), floor, table);
    context.drawImage(cells, 0, 0, size, size);
    context.strokeStyle = ink;
    if (row >= 0) context.strokeRect(0, row * pitch, size, pitch);
    if (column >= 0) context.strokeRect(column * pitch, 0, pitch, size);
    context.restore();
    const rowLabel = { x: left - 8, align: "right", room: left - 14 };
    this.labels(all, 13, (i) => this.y(i) - top,
      (i) => this.label(context, i, { ...rowLabel, y: this.y(i), chosen: i === row }), row);
    this.columnLabels(context, all, column);
  }

  columnLabels(context, all, column) {
    const { left, top, pitch } = this.box, x = (i) => (i + 0.5) * pitch - this.stage.scrollLeft;
    this.labels(all, 16, x, (i) => {
      context.save();
      context.translate(left + x(i) + 2, top - 6);
      context.rotate(-Math.PI / 3);
      this.label(context, i, { x: 0, y: 0, align: "left", room: (top - 8) / 0.87, chosen: i === column });
      context.restore();
    }, column);
  }

  // Labels where they fit: all of them, or every second, fifth, ...; the chosen one always, and room around it.
  labels(all, spacing, along, paint, chosen) {
    const { pitch, width, height } = this.box, step = Math.ceil(spacing / pitch - 0.25);
    const inSight = (i) => along(i) >= 0 && along(i) <= Math.max(width, height);
    all.filter((i) => i % step === 0 && (chosen < 0 || Math.abs(i - chosen) >= step) && inSight(i)).forEach(paint);
    if (chosen >= 0 && inSight(chosen)) paint(chosen);
  }

  label(context, i, { x, y, align, room, chosen, share = 0 }) {
    const { accent, ink, paper } = this.app.colours(this.index), { family } = this.app.state();
    let text = this.sentence.tokens[this.shown[i]];
    context.font = `${chosen ? "600 " : ""}${FONT_PX}px ${family}`;
    if (context.measureText(text).width > room) {
      while (text.length > 1 && context.measureText(`${text}…`).width > room) text = text.slice(0, -1);
      text += "…";
    }
    const width = context.measureText(text).width + 8, start = align === "right" ? x - width + 4 : x - 4;
    context.globalAlpha = chosen ? 1 : 0.4 * share;
    context.fillStyle = accent;
    context.beginPath();
    context.roundRect(start, y - 8, width, 16, 4);
    if (chosen || share) context.fill();
    context.globalAlpha = 1;
    context.fillStyle = chosen ? paper : ink;
    context.textAlign = align;
    context.fillText(text, x, y + 0.5);
  }
}
