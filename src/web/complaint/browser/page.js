/** The page around the forms: what went wrong, what the server answered, what is printed. */
const main = () => document.getElementById('main')
let prepare = () => undefined

/** What is done with each page that takes the place of the one before. */
export function onSwap(work) {
  prepare = work
}

/** Shows one of the sentences that the page has ready, or words of the server. */
export function problem(name, words) {
  const box = main().querySelector('[data-problems]')
  if (box === null) return
  for (const one of box.querySelectorAll('[data-problem]')) one.hidden = one.dataset.problem !== name
  if (words !== undefined) box.querySelector('[data-problem="answer"]').textContent = words
  box.hidden = false
  box.focus()
}

/** Posts without cookies and without leaving the page; null where it did not arrive, and then nothing typed is lost. */
export async function post(address, fields) {
  try {
    return await fetch(address, {
      method: 'POST',
      body: fields instanceof FormData && fields.has('file') ? fields : new URLSearchParams(fields),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
    })
  } catch {
    problem('network')
    return null
  }
}

/** Puts the answer in the place of the page. One that refuses is told above the form, which stays as it was typed. */
export async function show(answer) {
  const read = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const next = read.getElementById('main')
  if (!answer.ok || next === null) {
    const said = next?.querySelector('.govuk-error-summary p:not([hidden]), p.govuk-body')
    return problem('answer', said?.textContent ?? '')
  }
  main().replaceChildren(...next.childNodes)
  document.title = read.title
  prepare()
  const heading = main().querySelector('h1')
  heading?.setAttribute('tabindex', '-1')
  heading?.focus()
  scrollTo(0, 0)
}

/** Prints one part of the page alone. */
export function printOnly(part) {
  const others = [...document.body.querySelectorAll('*')].filter(
    (one) => !one.contains(part) && !part.contains(one) && !one.hidden,
  )
  for (const one of others) one.hidden = true
  print()
  for (const one of others) one.hidden = false
}

/** Hands a file to the person; it is stored nowhere else. */
export function download(blob, name) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
