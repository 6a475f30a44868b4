// Writes how long ago something was over its date, for as long as that tells more. The exact time is there on hovering,
// and the date on paper.

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const LONGEST = 7 * 86_400;
const MINUTE = 60_000;
const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { style: "long" });
const now = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" }).format(0, "second");

const exact = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });

const times = (within) => within.querySelectorAll("time[datetime]");

function tell(time) {
  time.dataset.date ??= time.textContent;
  time.title ||= exact.format(new Date(time.dateTime));
  const said = ago((Date.now() - Date.parse(time.dateTime)) / 1000) ?? time.dataset.date;
  if (time.textContent !== said) time.textContent = said;
}

function ago(seconds) {
  if (!(seconds < LONGEST)) return null;
  const [unit, length] = UNITS.find(([, least]) => seconds >= least) ?? [];
  return unit ? words.format(-Math.floor(seconds / length), unit) : now;
}

function tellAll() {
  times(document).forEach(tell);
}

tellAll();
setInterval(tellAll, MINUTE);
// What comes later: the thread of a passage, a vote bar, the next post to vote on.
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) if (node instanceof Element) times(node).forEach(tell);
  }
}).observe(document.body, { childList: true, subtree: true });

addEventListener("beforeprint", () => {
  for (const time of times(document)) time.textContent = time.dataset.date ?? time.textContent;
});
addEventListener("afterprint", tellAll);
