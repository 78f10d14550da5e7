// j and k go to the next and previous passage of a source; after the last comes the first.
window.DOSSIER.step = function (key) {
var d = document, all = Array.from(d.querySelectorAll('.text mark[id]')), by = key === 'j' ? 1 : -1; if (!all.length) return;
var now = all.findIndex(function (m) { return '#' + m.id === location.hash; });
if (now < 0) now = by > 0 ? -1 : 0;
var m = all[(now + by + all.length) % all.length];
location.replace('#' + m.id); m.scrollIntoView({block: 'center'});
};
