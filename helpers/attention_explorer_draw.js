// Part of the attention explorer, joined with the other two files into one module by attention_explorer.py.
//
// What does not depend on the pointer (all lines, all cells) is drawn once and kept, so that a move of the pointer costs
// one row: its work grows with the number of tokens, not with its square.

const PAD = 6, FONT_PX = 12, FAINT = 0.13, PLAIN = 0.8, LEVELS = 16;

// Draws the stage of a Pane, which has: app, sentence, index, canvas, stage, box, shown, rows, ranking.
class Drawing {
  draw() {
    const context = prepare(this.canvas, this.box.width, this.box.height);
    this.scroll = { left: this.stage.scrollLeft, top: this.stage.scrollTop };  // asked once: each question is a layout
    context.font = `${FONT_PX}px ${this.app.state().family}`;
    context.textBaseline = "middle";
    if (this.matrix) this.drawMatrix(context);
    else this.drawLines(context);
  }

  y(row) {
    return this.box.top + (row + 0.5) * this.box.pitch - this.scroll.top;
  }

  drawLines(context) {
    const { width, left } = this.box, active = this.active(), one = active ? this.rows.get(active.token) : -1;
    this.drawBackdrop(context, active ? FAINT : PLAIN);
    if (active) {
      const others = this.ranking.map(([token]) => this.rows.get(token));
      this.strokes(context, others.map((other) => (active.side === "query" ? [one, other] : [other, one])));
    }
    const linked = new Map(this.ranking);
    for (const side of ["query", "key"]) {
      const place = side === "query" ? { x: left - 8, align: "right" } : { x: width - left + 8, align: "left" };
      const mine = active?.side === side, room = left - 14;
      this.labels(14, (i) => this.y(i), (i) => {
        const share = active && !mine ? (linked.get(this.shown[i]) || 0) / 255 : 0;
        this.label(context, i, { ...place, y: this.y(i), room, chosen: mine && i === one, share });
      }, mine ? one : -1);
    }
  }

  // All lines of the head where the stage is scrolled to.
  drawBackdrop(context, opacity) {
    const { width, height } = this.box;
    this.links ||= this.allLinks();
    if (!this.backdrop) {
      this.backdrop = node("canvas");
      this.strokes(prepare(this.backdrop, width, height), this.links);
    }
    context.globalAlpha = opacity;
    context.drawImage(this.backdrop, 0, 0, width, height);
    context.globalAlpha = 1;
  }

  // [row of the query, row of the key] of every weight that is drawn.
  allLinks() {
    const { n } = this.sentence, weights = this.weights(), floor = this.floor(), links = [];
    this.shown.forEach((query, i) => this.shown.forEach((key, j) => {
      if (weights[query * n + key] >= floor) links.push([i, j]);
    }));
    return links;
  }

  // Curves from queries to keys, gathered by strength: sixteen strokes instead of thousands.
  strokes(context, links) {
    const { width, height, left } = this.box, { n } = this.sentence, weights = this.weights(), middle = width / 2;
    const levels = Array.from({ length: LEVELS }, () => new Path2D());
    for (const [i, j] of links) {
      const from = this.y(i), to = this.y(j);
      if (Math.max(from, to) < 0 || Math.min(from, to) > height) continue;
      const path = levels[weights[this.shown[i] * n + this.shown[j]] >> 4];
      path.moveTo(left, from);
      path.bezierCurveTo(middle, from, middle, to, width - left, to);
    }
    context.strokeStyle = this.app.colours(this.index).accent;
    levels.forEach((path, level) => {
      const strength = level / (LEVELS - 1);
      context.globalAlpha = 0.12 + 0.88 * strength;
      context.lineWidth = 0.75 + 2.5 * strength;
      context.stroke(path);
    });
    context.globalAlpha = 1;
  }

  drawMatrix(context) {
    const { width, height, left, top, pitch } = this.box, active = this.active(), size = this.shown.length * pitch;
    const row = active?.side === "query" ? this.rows.get(active.token) : -1;
    const column = active ? this.rows.get(active.side === "key" ? active.token : active.key) ?? -1 : -1;
    context.save();
    context.beginPath();
    context.rect(left, top, width - left, height - top);
    context.clip();
    context.translate(left - this.scroll.left, top - this.scroll.top);
    context.imageSmoothingEnabled = false;
    context.drawImage(this.allCells(size), 0, 0, size, size);
    context.strokeStyle = this.app.colours(this.index).ink;
    if (row >= 0) context.strokeRect(0, row * pitch, size, pitch);
    if (column >= 0) context.strokeRect(column * pitch, 0, pitch, size);
    context.restore();
    const place = { x: left - 8, align: "right", room: left - 14 };
    this.labels(13, (i) => this.y(i) - top,
      (i) => this.label(context, i, { ...place, y: this.y(i), chosen: i === row }), row);
    this.columnLabels(context, column);
  }

  allCells(size) {
    const { table } = this.app.colours(this.index), pixels = Math.round(size * (window.devicePixelRatio || 1));
    const detail = Math.max(1, Math.min(this.shown.length, pixels));
    this.cells ||= picture(this.weights(), this.sentence.n, this.shown, detail, this.floor(), table);
    return this.cells;
  }

  columnLabels(context, column) {
    const { left, top, pitch } = this.box, x = (i) => (i + 0.5) * pitch - this.scroll.left;
    this.labels(16, x, (i) => {
      context.save();
      context.translate(left + x(i) + 2, top - 6);
      context.rotate(-Math.PI / 3);
      this.label(context, i, { x: 0, y: 0, align: "left", room: (top - 8) / 0.87, chosen: i === column });
      context.restore();
    }, column);
  }

  // Labels where they fit: all of them, or every second, fifth, ...; the chosen one always, and room around it.
  labels(spacing, along, paint, chosen) {
    const { pitch, width, height } = this.box, step = Math.ceil(spacing / pitch - 0.25);
    const inSight = (i) => along(i) >= 0 && along(i) <= Math.max(width, height);
    for (let i = 0; i < this.shown.length; i += step) {
      if ((chosen < 0 || Math.abs(i - chosen) >= step) && inSight(i)) paint(i);
    }
    if (chosen >= 0 && inSight(chosen)) paint(chosen);
  }

  label(context, i, { x, y, align, room, chosen, share = 0 }) {
    const { accent, ink, paper } = this.app.colours(this.index), { family } = this.app.state();
    context.font = `${chosen ? "600 " : ""}${FONT_PX}px ${family}`;
    const text = fitted(context, this.sentence.tokens[this.shown[i]], room);
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

// As much of a text as has room, by whole characters.
function fitted(context, text, room) {
  if (context.measureText(text).width <= room) return text;
  const letters = [...text];
  while (letters.length > 1 && context.measureText(`${letters.join("")}…`).width > room) letters.pop();
  return `${letters.join("")}…`;
}
