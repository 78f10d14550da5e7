// The passage behind a chip, in a popover of the browser's own: Esc or a click outside closes it, focus goes back.
(function () { 'use strict';
var d = document, shared = window.DOSSIER, make = shared.make, pop, from, texts = {}, labels = {}, asked = {};

// The passages of claims come in chunks by the first DIGITS digits of their ids; each chunk calls this function.
window.DOSSIER_EV = function (claims, names) { Object.assign(texts, claims); Object.assign(labels, names); };
function passages(a, done) {
var id = a.closest('[data-c]').dataset.c, part = id.slice(2, 2 + DIGITS);
var file = 'evidence' + (part && '-' + part) + '.js';
function follow() { location.href = a.href; }
function show() { var of = texts[id] && texts[id][a.textContent]; if (of) done(of); else follow(); }
if (asked[file]) return show();
shared.load(file, function () { asked[file] = 1; show(); }, follow);
}
function close() { if (pop && pop.matches(':popover-open')) pop.hidePopover(); }
function popover() {
pop = make('div', 'pop'); pop.popover = 'auto'; pop.tabIndex = -1; pop.setAttribute('role', 'dialog');
pop.setAttribute('aria-labelledby', 'pop-h'); d.body.appendChild(pop);
pop.addEventListener('toggle', function (v) {
if (v.newState !== 'closed' || !from) return;
from.setAttribute('aria-expanded', 'false');
if (pop.contains(d.activeElement) || d.activeElement === d.body) from.focus({preventScroll: true});
});
}
// A passage: line, quoted, words before, the words, words after, origin, language, "…" before, "…" after
function fill(id, letter, of, href) {
var l, r;
var h = make('h2', '', letter + ' · ' + labels[letter]); h.id = 'pop-h'; pop.textContent = ''; pop.appendChild(h);
of.forEach(function (p) {
var q = make('p'), v = make('span', 'v'), m = make('mark', '', p[3]);
v.dir = 'auto'; v.dataset.d = letter; if (p[6]) v.lang = p[6];
v.append(p[2], m, p[4]); q.append(p[7] ? '… ' : '', v, p[8] ? ' …' : ''); pop.appendChild(q);
pop.appendChild(make('p', 's', (p[1] ? 'Quoted. ' : 'Paraphrased. ') +
(p[5] ? 'Attributed to ' + p[5] + '.' : 'The document gives no attribution.')));
l = make('a', '', 'Read at line ' + p[0] + ' of source ' + letter); r = make('p');
l.href = href.replace(/#.*/, '#L' + p[0]); r.appendChild(l); pop.appendChild(r);
});
if (Object.keys(texts[id]).length > 1 && location.pathname.indexOf(id) < 0) { l = make('a', '', 'Who else reports this'); l.href = href.replace(/source\/[^\/]*$/, 'claim/' + id + '.html'); r.append(' · ', l); }
var x = make('button', 'x0', '×'); x.setAttribute('aria-label', 'Close'); x.onclick = close; pop.appendChild(x);
}
shared.open = function (a) {
passages(a, function (of) {
if (!pop) popover();
close(); from = a; fill(a.closest('[data-c]').dataset.c, a.textContent, of, a.href); pop.showPopover(); a.setAttribute('aria-expanded', 'true');
if (innerWidth > 704) {
var r = a.getBoundingClientRect(), y = r.bottom + 6, high = pop.offsetHeight, wide = d.documentElement.clientWidth;
if (y + high > innerHeight - 8) y = Math.max(8, r.top - high - 6);
pop.style.left = Math.max(12, Math.min(r.left - 12, wide - pop.offsetWidth - 12)) + 'px';
pop.style.top = y + 'px';
}
pop.focus({preventScroll: true});
});
};
addEventListener('scroll', function () { if (innerWidth > 704) close(); }, {passive: true});
})();
