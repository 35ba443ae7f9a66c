(function(){var D=document,A=function(s,e){return[].slice.call((e||D).querySelectorAll(s))};
function fold(t){var n=+t.dataset.show;if(n)A('tbody tr',t).forEach(function(r,i){r.classList.toggle('rest',i>=n)})}
A('table.sort').forEach(function(t){A('thead th',t).forEach(function(h,i){if(!h.textContent.trim())return;var b=D.createElement('button');b.textContent=h.textContent;h.textContent='';h.appendChild(b);
b.onclick=function(){var B=t.tBodies[0],f=B.rows[0];if(!f)return;var k=f.cells[i].dataset.v,s0=h.getAttribute('aria-sort'),up=s0?s0==='descending':k!==undefined&&isNaN(k);A('th',t.tHead).forEach(function(x){x.removeAttribute('aria-sort')});h.setAttribute('aria-sort',up?'ascending':'descending');
var v=function(r){var c=r.cells[i],s=c.dataset.v;return s===undefined?c.textContent:s};
A('tr',B).sort(function(a,z){var x=v(a),y=v(z);if(x===''||y==='')return x===y?0:x===''?1:-1;var n=x-y;if(isNaN(n))n=x<y?-1:x>y?1:0;return up?n:-n}).forEach(function(r){B.appendChild(r)});fold(t)}})});
var F={};function run(id){var f=F[id]||{},q=(f.q||'').toLowerCase(),t=D.getElementById(id);t.classList.toggle('found',!!(q||f.k));A('tbody tr',t).forEach(function(r){r.hidden=!!(q&&r.textContent.toLowerCase().indexOf(q)<0||f.k&&r.dataset.k!==f.k)})}
A('input[data-for]').forEach(function(i){i.oninput=function(){var d=i.dataset['for'];(F[d]=F[d]||{}).q=i.value;run(d)}});
A('.chips').forEach(function(c){var d=c.dataset['for'];A('button',c).forEach(function(b){b.onclick=function(){(F[d]=F[d]||{}).k=b.dataset.k;A('button',c).forEach(function(x){x.setAttribute('aria-pressed',x===b)});run(d)}})});
})();
