// Which part of the map is seen, and the gestures that change it: drag, wheel, pinch.

// Below this nothing can be read, so the map never gets smaller; it folds instead.
export const SMALLEST = 0.4;
const LARGEST = 2.5;
const KEPT_IN_VIEW = 90;
const CLICK_SLACK = 5;
const MOTION = 150;
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** A point of the map is on the stage at `scale` times its place plus (x, y). */
export class Camera {
  scale = 1;
  x = 0;
  y = 0;
  content = { width: 0, height: 0 };
  #frame = 0;

  constructor(stage, moved) {
    this.stage = stage;
    this.moved = moved;
    this.measure();
  }

  measure() {
    this.width = this.stage.clientWidth;
    this.height = this.stage.clientHeight;
  }

  /** What is seen, in the map's own measure, with `margin` pixels of the stage more on every side. */
  area(margin) {
    const { scale, x, y } = this;
    return {
      left: (-margin - x) / scale,
      top: (-margin - y) / scale,
      right: (this.width + margin - x) / scale,
      bottom: (this.height + margin - y) / scale,
    };
  }

  /** Moves at once. False when the edge of the map is reached and nothing moved. */
  set({ scale = this.scale, x = this.x, y = this.y }) {
    cancelAnimationFrame(this.#frame);
    return this.#apply(scale, x, y);
  }

  #apply(scale, x, y) {
    const before = [this.scale, this.x, this.y];
    this.scale = clamp(scale, SMALLEST, LARGEST);
    this.x = clamp(x, KEPT_IN_VIEW - this.content.width * this.scale, this.width - KEPT_IN_VIEW);
    this.y = clamp(y, KEPT_IN_VIEW - this.content.height * this.scale, this.height - KEPT_IN_VIEW);
    this.moved();
    return before[0] !== this.scale || before[1] !== this.x || before[2] !== this.y;
  }

  /** Moves within 150 ms, or at once for people who asked for no motion. */
  glide({ scale = this.scale, x = this.x, y = this.y }) {
    if (still.matches) return void this.set({ scale, x, y });
    cancelAnimationFrame(this.#frame);
    const from = { scale: this.scale, x: this.x, y: this.y };
    const start = performance.now();
    const advance = (now) => {
      const part = clamp((now - start) / MOTION, 0, 1);
      const mix = (a, b) => a + (b - a) * part * (2 - part);
      this.#apply(mix(from.scale, scale), mix(from.x, x), mix(from.y, y));
      if (part < 1) this.#frame = requestAnimationFrame(advance);
    };
    this.#frame = requestAnimationFrame(advance);
  }

  /** Zooms so that the point of the map under (px, py) of the stage stays there. */
  zoom(factor, px = this.width / 2, py = this.height / 2, move = "set") {
    const scale = clamp(this.scale * factor, SMALLEST, LARGEST);
    const ratio = scale / this.scale;
    return this[move]({ scale, x: px - (px - this.x) * ratio, y: py - (py - this.y) * ratio });
  }

  /** Brings a box into view by the shortest way. */
  show(box, width, margin = 48) {
    const left = box.x * this.scale + this.x;
    const top = box.y * this.scale + this.y;
    const dx = shortest(left, left + width * this.scale, this.width, margin);
    const dy = shortest(top, top + box.height * this.scale, this.height, margin);
    if (dx || dy) this.glide({ x: this.x + dx, y: this.y + dy });
  }

  /** Listens to pointers and wheel on the stage. A drag is no click: the click after it is swallowed. */
  listen() {
    const { stage } = this;
    const held = new Map();
    let travelled = 0;
    stage.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      if (!held.size) travelled = 0;
      held.set(event.pointerId, event);
    });
    stage.addEventListener("pointermove", (event) => {
      const before = held.get(event.pointerId);
      if (!before) return;
      travelled += Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY);
      if (travelled > CLICK_SLACK || held.size > 1) {
        // Only now, because a captured pointer would not click the link under it.
        stage.setPointerCapture(event.pointerId);
        this.#follow(held, before, event);
      }
      held.set(event.pointerId, event);
    });
    for (const name of ["pointerup", "pointercancel"]) {
      stage.addEventListener(name, (event) => held.delete(event.pointerId));
    }
    stage.addEventListener("dragstart", (event) => event.preventDefault());
    stage.addEventListener("click", (event) => travelled > CLICK_SLACK && swallow(event), true);
    stage.addEventListener("wheel", (event) => this.#wheel(event) && event.preventDefault(), { passive: false });
  }

  #follow(held, before, now) {
    const other = [...held.values()].find((event) => event.pointerId !== now.pointerId);
    const moved = { x: this.x + now.clientX - before.clientX, y: this.y + now.clientY - before.clientY };
    if (!other) return void this.set(moved);
    const box = this.stage.getBoundingClientRect();
    const factor = apart(other, now) / Math.max(apart(other, before), 1);
    this.zoom(factor, (other.clientX + now.clientX) / 2 - box.left, (other.clientY + now.clientY) / 2 - box.top);
  }

  // The wheel moves the map as it moves a page; with Ctrl, and so when pinching a trackpad, it zooms.
  #wheel(event) {
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1;
    const [dx, dy] = event.shiftKey ? [event.deltaY, event.deltaX] : [event.deltaX, event.deltaY];
    if (!event.ctrlKey && !event.metaKey) return this.set({ x: this.x - dx * unit, y: this.y - dy * unit });
    const box = this.stage.getBoundingClientRect();
    this.zoom(Math.exp(clamp(-dy * unit, -25, 25) / 100), event.clientX - box.left, event.clientY - box.top);
    return true;
  }
}

function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

function apart(one, other) {
  return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
}

function shortest(start, end, room, margin) {
  if (start < margin || end - start > room - 2 * margin) return margin - start;
  return end > room - margin ? room - margin - end : 0;
}

function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}
