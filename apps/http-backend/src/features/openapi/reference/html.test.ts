import { expect, test } from 'vitest'
import { html, inline } from './html.js'

test('inserted texts are escaped, inserted markup is not', () => {
  const name = `<img src=x onerror="alert('1')">&`
  expect(html`<a title="${name}">${html`<b>${name}</b>`}${[1, null, false, undefined]}</a>`.text).toBe(
    '<a title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;"><b>&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;</b>1</a>',
  )
})

test('a line may hold code and strong words, and nothing else', () => {
  expect(inline('Send `a<b` **now** <i>').text).toBe('Send <code>a&lt;b</code> <strong>now</strong> &lt;i&gt;')
})
