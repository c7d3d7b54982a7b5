/** One sheet for the page, light and dark from the same names. */
export const REFERENCE_STYLE = `
:root{color-scheme:light dark;--canvas:light-dark(#fff,#101114);--sunken:light-dark(#f7f7f8,#16171b);--line:light-dark(#e4e4e7,#2a2c33);--text:light-dark(#18181b,#ececf0);--text2:light-dark(#55565f,#a3a5b0);--accent:light-dark(#4a45c4,#a5a2ff);--get:light-dark(#0f6b3f,#5fd39a);--post:light-dark(#3d3ab0,#a5a2ff);--patch:light-dark(#8a5200,#f0b45a);--delete:light-dark(#b3261e,#ff8a80)}
*{box-sizing:border-box}
html{scroll-padding-top:16px}
body{margin:0;background:var(--canvas);color:var(--text);font:14px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;display:grid;grid-template-columns:288px minmax(0,1fr)}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
a:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
code,pre{font:12.5px/1.5 ui-monospace,"SF Mono",Menlo,Consolas,monospace}
nav{position:sticky;top:0;height:100vh;overflow-y:auto;padding:20px 16px 40px;background:var(--sunken);border-right:1px solid var(--line);font-size:13px}
nav ul{list-style:none;margin:0;padding:0}nav>ul>li{margin-top:14px}nav>ul>li>a{font-weight:600;color:var(--text)}
nav ul ul a{display:flex;gap:8px;padding:3px 0;color:var(--text2)}nav ul ul .method{flex:none;width:44px;font-size:10px;line-height:20px}
.brand{margin:0;font-weight:600;font-size:15px}.brand a{color:inherit}
main{max-width:860px;padding:32px 40px 120px}
h1{font-size:28px;line-height:1.2;margin:0 0 8px}h2{font-size:20px;margin:56px 0 8px;padding-top:16px;border-top:1px solid var(--line)}
h3{font-size:16px;margin:0 0 6px}h4{font-size:12px;font-weight:600;color:var(--text2);margin:18px 0 6px}
article{padding:24px 0;border-bottom:1px solid var(--line)}article:last-child{border-bottom:0}
p{margin:0 0 8px}.lead,dd,.type{color:var(--text2)}
.anchor{color:var(--text2);opacity:0;font-weight:400}h3:hover .anchor,.anchor:focus{opacity:1}
.route{padding:8px 12px;border:1px solid var(--line);border-radius:6px;background:var(--sunken);overflow-x:auto;white-space:nowrap}
.method{font:600 12px/1.5 ui-monospace,monospace;text-transform:uppercase}
.get{color:var(--get)}.post{color:var(--post)}.patch{color:var(--patch)}.delete{color:var(--delete)}
dl{margin:0}dt{margin-top:8px;overflow-wrap:anywhere}dd{margin:0}dd p{margin:2px 0 0}
.fields{padding-left:12px;border-left:1px solid var(--line)}dd .fields{margin-top:4px}
.introduction{display:grid;grid-template-columns:104px minmax(0,1fr);gap:8px 16px;margin-top:24px}.introduction dt{font-weight:600;margin:0}
.required{color:var(--patch);font-size:12px}.type{font-size:13px}.variant{margin:14px 0 4px;color:var(--text2)}
.answers{list-style:none;margin:0;padding:0}.answers li{display:flex;padding:6px 0;border-top:1px solid var(--line)}.answers li:first-child{border-top:0}
.answers li>div{min-width:0;flex:1}.status{flex:none;width:72px;font-weight:600;line-height:21px}
details{margin:6px 0}summary{cursor:pointer;color:var(--text2);font-size:13px;width:fit-content}
pre{margin:6px 0 0;padding:12px;border:1px solid var(--line);border-radius:6px;background:var(--sunken);overflow-x:auto}
@media(max-width:860px){body{display:block}nav{position:static;height:auto;padding:16px;border-right:0;border-bottom:1px solid var(--line)}nav>ul{display:flex;flex-wrap:wrap;gap:0 16px;margin-top:4px}nav>ul>li{margin:0}nav>ul>li>a{display:block;padding:8px 0;font-weight:500;color:var(--accent)}nav ul ul{display:none}main{padding:24px 16px 80px}.introduction{display:block}.introduction dt{margin-top:10px}}
@media print{nav{display:none}body{display:block}}
`
