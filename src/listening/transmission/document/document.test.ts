import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { count, insidesOf } from '#kernel/pdf.testing.ts'
import { transmissionRecipient } from '#vocabulary'
import { makePackage } from './package.server.ts'
import { TransmissionPackage } from './package.ts'
import { publishedSchema } from './published.ts'
import { renderTransmission } from './render.server.ts'
import { sample } from './sample.testing.ts'
import { sheetOf } from './sheet.ts'

const pages = (inside: string) => count(inside, /\/Type \/Page\b/g)

test('the printed form is an accessible document that names its reference and its recipient', async () => {
  const { pdf } = await renderTransmission(sample())
  const inside = insidesOf(pdf)
  expect(inside).toContain('<pdfuaid:part>1</pdfuaid:part>')
  expect(inside).toMatch(/\/MarkInfo <<\s+\/Marked true/)
  expect(inside).toContain('/Lang (fr-FR)')
  expect(Buffer.from(inside, 'latin1').toString()).toContain(
    'Information préoccupante IP-2026-0007 – CRIP du Haut-Rhin</rdf:li>',
  )
  expect(inside).toContain('<xmp:CreateDate>2026-03-12T13:42:00')
  // Identity, places, and one table for each of the three kinds of what was noted.
  expect(count(inside, /\/S \/Table\b/g)).toBe(5)
  expect(count(inside, /\/S \/TH\b/g)).toBe(3 + 3 + 3 * 4)
  expect(count(inside, /\/S \/H1\b/g)).toBe(1)
  expect(count(inside, /\/S \/H2\b/g)).toBe(8)
  expect(count(inside, /\/FontName \/[A-Z]{6}\+(?!AtkinsonHyperlegibleNext-)/g)).toBe(0)
  expect(pages(inside)).toBe(2)
})

test('the same snapshot gives the same bytes, whenever it is printed', async () => {
  const first = await renderTransmission(sample())
  const second = await renderTransmission(sample())
  expect(second.pdf.equals(first.pdf)).toBe(true)
  expect(second.json).toBe(first.json)
})

test('the largest snapshot that may be written is printed, over as many pages as it takes', async () => {
  const [statement] = sample().statements
  const [observed] = sample().observations
  if (!statement || !observed) throw new Error('the sample says nothing')
  const { pdf } = await renderTransmission(
    sample({
      statements: Array.from({ length: 100 }, () => ({ ...statement, text: 'Il est dit ceci. '.repeat(60) })),
      observations: Array.from({ length: 200 }, () => observed),
      appreciation: `${'Une longue appréciation. '.repeat(790)}\n\n- fin`,
      identity: [{ field: 'handle', label: 'Pseudonyme', value: 'x'.repeat(500), source: null }],
    }),
  )
  expect(pages(insidesOf(pdf))).toBeGreaterThan(30)
})

test('a snapshot with nothing but its recipient is printed too', async () => {
  const bare = sample({
    identity: [],
    places: [],
    statements: [],
    observations: [],
    appreciation: null,
    expectation: null,
    dangerLevel: null,
    validatedAt: null,
    parentsReason: null,
    urgent: false,
  })
  expect(pages(insidesOf((await renderTransmission(bare)).pdf))).toBe(1)
})

test('the sheet says in words what the snapshot holds in codes', () => {
  const sheet = sheetOf(sample({ kind: 'ip_complement', complementOf: 'IP-2026-0003' }))
  expect(sheet.title).toBe('Information préoccupante\u00a0: complément')
  expect(sheet.facts).toEqual([
    ['Rédigée le', 'jeudi 12 mars 2026 à 14\u00a0h\u00a005 (heure de Paris)'],
    ['Validée le', 'jeudi 12 mars 2026 à 14\u00a0h\u00a042 (heure de Paris)'],
    ['Par', 'Écoutante, travailleuse sociale'],
    ['Complète', 'IP-2026-0003'],
    ['Niveau de danger', 'Danger'],
  ])
  expect(sheet.places).toEqual([
    ['Domicile familial', 'Haut-Rhin', '12 rue de l’Exemple, 68000 Ville-Inventée'],
    ['Lieu de fugue', 'Bas-Rhin', '—'],
  ])
  expect(sheet.observations.map(({ title }) => title)).toEqual([
    'Problèmes',
    'Signes',
    'Lieux d’exploitation évoqués',
  ])
  expect(sheet.observations[0]?.rows[1]).toEqual([
    'Consommation de produits',
    'Absent',
    'Dit par la mère',
    'le 12\u00a0mars\u00a02026',
  ])
  expect(sheet.statements[0]?.text).toHaveLength(2)
  expect(sheet.parents).toBe('Oui')
})

test('every kind of recipient is told the secrecy it is held to, and who protects children the delay of the return', () => {
  for (const kind of transmissionRecipient.codes) {
    const mentions = sheetOf(sample({ recipient: { ...sample().recipient, kind } })).mentions.join(' ')
    expect(mentions).toContain('L226-9')
    expect(mentions.includes('trois mois')).toBe(
      ['crip', 'ase_service', 'other_departement_crip'].includes(kind),
    )
  }
})

test('what leaves as JSON follows the published schema, which refuses anything else', async () => {
  const rules = z.fromJSONSchema(JSON.parse(JSON.stringify(publishedSchema())))
  const said = JSON.parse((await renderTransmission(sample())).json)
  expect(rules.safeParse(said).success).toBe(true)
  expect(rules.safeParse({ ...said, author: 'Ana Fictive' }).success).toBe(false)
  expect(rules.safeParse({ ...said, parentsInformed: 'maybe' }).success).toBe(false)
  expect(rules.safeParse({ ...said, reference: undefined }).success).toBe(false)
})

test('a package opens with any of its keys and with no other', async () => {
  const [ana, bo, stranger] = await Promise.all([1, 2, 3].map(() => generateX25519Identity()))
  if (!ana || !bo || !stranger) throw new Error('no keys')
  const sealed = await makePackage(sample(), await Promise.all([ana, bo].map(identityToRecipient)))
  expect(sealed.toString('latin1')).not.toMatch(/Lilou|IP-2026-0007|Haut-Rhin/)
  for (const identity of [ana, bo]) {
    const decrypter = new Decrypter()
    decrypter.addIdentity(identity)
    const held = TransmissionPackage.parse(JSON.parse(await decrypter.decrypt(sealed, 'text')))
    expect(held.content).toEqual(sample())
    const { pdf } = await renderTransmission(sample())
    expect(held.pdf).toBe(pdf.toString('base64'))
  }
  const other = new Decrypter()
  other.addIdentity(stranger)
  await expect(other.decrypt(sealed)).rejects.toThrow()
})

test('a package for nobody is not made', async () => {
  await expect(makePackage(sample(), [])).rejects.toThrow('somebody who can open it')
})
