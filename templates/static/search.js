// Search in the page. Records are [id, kind, words, address, speaker, letters]; they come in one or more files.
// Up to 1,000 records every one is looked at; above, words are first listed under their first three letters.
(function () { 'use strict';
var d = document, find = d.getElementById('find'), told = d.getElementById('told'), box = d.getElementById('found');
var list = box.querySelector('ol'), base = find.form.action.replace(/search\.html.*$/, ''), files = +find.dataset.shards;
var kinds = {c: 'Claim', q: 'Quotation', s: 'Source', p: 'Speaker', t: 'Topic'}, all = [], plain = [], names = {}, index = null, make = window.DOSSIER.make;
function fold(t) {
return t.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').replace(/[‘’]/g, "'").toLowerCase();
}
function prepare() {
all = [].concat.apply([], window.DOSSIER_SEARCH || []);
all.forEach(function (r) { if (r[1] === 's') names[r[3].replace(/^.*\/|\.html$/g, '').toUpperCase()] = r[4]; });
plain = all.map(function (r) { return fold(r[2] + ' ' + r[4]); });
if (all.length <= 1000) return;
index = new Map();
plain.forEach(function (t, n) {
new Set(t.match(/[\p{L}\p{N}]+/gu)).forEach(function (w) {
var k = w.slice(0, 3), l = index.get(k); if (!l) index.set(k, l = []); if (l[l.length - 1] !== n) l.push(n);
});
});
}
function matching(words) {
var from = null;
if (index) words.forEach(function (w) {
if (w.length < 3) return;
var l = index.get(w.slice(0, 3)) || []; if (!from || l.length < from.length) from = l;
});
// Each word must begin a word of the record; records that hold more of the words whole come first.
var begins = words.map(function (w) { return new RegExp('(^|[^\\p{L}\\p{N}])' + escape(w), 'u'); });
var whole = words.map(function (w) { return new RegExp('(^|[^\\p{L}\\p{N}])' + escape(w) + '($|[^\\p{L}\\p{N}])', 'u'); });
var found = (from || plain.map(function (t, n) { return n; })).filter(function (n) {
return begins.every(function (r) { return r.test(plain[n]); });
}).map(function (n) { return [n, whole.filter(function (r) { return r.test(plain[n]); }).length]; });
found.sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; });
return found.map(function (f) { return f[0]; });
}
function escape(w) { return w.replace(/[.*+?^${}()|[\]\\\/]/g, '\\$&'); }
function marked(e, text, words) {
var re = new RegExp('(' + words.map(escape).join('|') + ')', 'giu');
text.split(re).forEach(function (t, n) { if (n % 2) e.appendChild(make('mark', '', t)); else e.append(t); });
}
function row(r, words) {
var li = make('li'), span = make('span'), a = make('a'), v;
a.href = base + r[3]; span.appendChild(make('span', 'kind', kinds[r[1]])); span.append(' ');
if (r[4] && r[1] !== 's' && fold(r[2]).indexOf(fold(r[4])) < 0) a.append(r[4][0].toUpperCase() + r[4].slice(1) + ' said ');
v = make('span', r[5] ? 'v' : ''); v.dir = 'auto'; if (r[5]) v.dataset.d = r[5].match(/^[A-Z]+/)[0];
marked(v, r[2], words); a.appendChild(v); span.appendChild(a);
var from = r[5] ? r[5].split(' ').map(function (l) { return names[l.match(/^[A-Z]+/)[0]]; }) : [];
if (r[1] === 's') from = [r[4]];
if (from[0]) span.appendChild(make('small', '', from[0] + (from.length > 1 ? ' and ' + (from.length - 1) + ' more' : '')));
li.appendChild(span);
var ws = make('span', 'ws'); if (r[1] === 'c') ws.dataset.c = r[0];
(r[5] ? r[5].split(' ') : []).forEach(function (l) {
var m = l.match(/^([A-Z]+)(q?)(\d+)$/), w = make('a', m[2] ? 'w q' : 'w', m[1]);
w.href = base + 'source/' + m[1].toLowerCase() + '.html#L' + m[3];
w.setAttribute('aria-label', m[1] + ', ' + names[m[1]] + (m[2] ? ': quoted' : ': paraphrased'));
ws.appendChild(w);
});
li.appendChild(ws); return li;
}
function run() {
var q = find.value.trim(), words = fold(q).split(/\s+/).filter(Boolean);
list.textContent = ''; box.hidden = !words.length;
if (!words.length) { told.textContent = all.length + ' entries.'; return; }
var found = matching(words);
found.slice(0, 100).forEach(function (n) { list.appendChild(row(all[n], q.split(/\s+/).filter(Boolean))); });
told.textContent = found.length ? found.length + (found.length === 1 ? ' result' : ' results') + (found.length > 100 ? ', the first 100 shown' : '') + '.' : 'Nothing was found for “' + q + '”. Fewer letters or another spelling may help.';
}
function ready() { prepare(); find.addEventListener('input', run); find.form.addEventListener('submit', function (v) { v.preventDefault(); run(); }); run(); }
var q = new URLSearchParams(location.search).get('q'); if (q && !find.value) find.value = q;
var left = files; if (!left) ready();
function part() { if (!--left) ready(); }
for (var n = 1; n <= files; n++) window.DOSSIER.load('search-' + n + '.js', part, part);
})();
