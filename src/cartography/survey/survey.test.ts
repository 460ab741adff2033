import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '#kernel/testing/harness.server.ts'
import {
  compareVersions,
  createSurvey,
  discardDraft,
  exportSurvey,
  importSurvey,
  listSurveys,
  openDraft,
  publishVersion,
  readSurvey,
  readSurveyVersion,
  retireVersion,
  saveDraft,
  tryVersion,
} from './contract.ts'
import type { Survey } from './shape.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await openTestDesk()
})
afterAll(() => desk.close())

const small = (more: Survey['pages'][number]['elements'] = []): Survey => ({
  title: 'Questionnaire d’essai',
  pages: [
    {
      name: 'debut',
      title: 'Début',
      elements: [
        {
          type: 'boolean',
          name: 'phenomenon_met',
          title: 'Rencontré ?',
          isRequired: true,
          valueTrue: 'yes',
          valueFalse: 'no',
        },
        ...more,
      ],
    },
  ],
})

async function draftOf(content: Survey) {
  const cartographer = await desk.people.cartographer()
  const { id, versionId } = await cartographer.ok(createSurvey, { input: { title: 'Questionnaire d’essai' } })
  const { version } = await cartographer.ok(saveDraft, {
    params: { id: versionId },
    version: 1,
    input: { content },
  })
  return { cartographer, id, versionId, version }
}

async function published(content: Survey) {
  const draft = await draftOf(content)
  const params = { id: draft.versionId }
  const { version } = await draft.cartographer.ok(publishVersion, {
    params,
    version: draft.version,
    input: { confirmation: 'version 1' },
  })
  return { ...draft, version }
}

describe('who may do what', () => {
  test('the four questionnaires of the programme are there, published, for whoever reads questionnaires', async () => {
    for (const role of ['cartographer', 'coordinator', 'analyst', 'listener'] as const) {
      const { items } = await (await desk.people[role]()).ok(listSurveys, {})
      const four = items.filter(({ addressee, published: one }) => addressee !== null && one?.number === 1)
      expect(four.map(({ addressee }) => addressee).sort()).toEqual([
        'ase',
        'crip',
        'def_director',
        'departmental_home',
      ])
    }
  })

  test('reception and administration find no questionnaire, and only the cartographer writes', async () => {
    expect((await (await desk.people.reception()).call(listSurveys, {})).status).toBe(404)
    expect((await (await desk.people.administrator()).call(listSurveys, {})).status).toBe(404)
    const coordinator = await desk.people.coordinator()
    expect((await coordinator.call(createSurvey, { input: { title: 'Interdit' } })).status).toBe(404)
  })

  test('a draft is nobody else’s business, whole or in part', async () => {
    const { id, versionId } = await draftOf(small())
    const analyst = await desk.people.analyst()
    expect((await analyst.call(readSurvey, { params: { id } })).status).toBe(404)
    expect((await analyst.call(readSurveyVersion, { params: { id: versionId } })).status).toBe(404)
    expect((await analyst.call(tryVersion, { params: { id: versionId }, input: {} })).status).toBe(404)
    const { items } = await analyst.ok(listSurveys, {})
    expect(items.map((item) => item.id)).not.toContain(id)
  })
})

describe('versions', () => {
  test('a published version changes no more, neither through the service nor underneath it', async () => {
    const { cartographer, versionId, version } = await published(small())
    const again = await cartographer.call(saveDraft, {
      params: { id: versionId },
      version,
      input: { content: small() },
    })
    expect(again.refusal?.code).toBe('survey_published')
    await expect(
      desk.ownerSql(`update app.survey_version set content = '{"title":"x"}' where id = $1`, [versionId]),
    ).rejects.toThrow(/does not change/)
    await expect(desk.ownerSql('delete from app.survey_version where id = $1', [versionId])).rejects.toThrow()
  })

  test('publishing asks for the version in full, and tells why when it cannot be', async () => {
    const bad = small([
      { type: 'radiogroup', name: 'seul', title: 'Seul', choices: [{ value: 'a', text: 'A' }] },
    ])
    const { cartographer, versionId, version } = await draftOf(bad)
    const params = { id: versionId }
    const refused = await cartographer.call(publishVersion, {
      params,
      version,
      input: { confirmation: 'version 1' },
    })
    expect(refused.refusal?.code).toBe('survey_unpublishable')
    expect(refused.refusal?.fields?.[0]).toMatchObject({ field: 'seul' })
    const saved = await cartographer.ok(saveDraft, { params, version, input: { content: small() } })
    const vague = await cartographer.call(publishVersion, {
      params,
      version: saved.version,
      input: { confirmation: 'oui' },
    })
    expect(vague.refusal?.code).toBe('survey_not_confirmed')
    await cartographer.ok(publishVersion, {
      params,
      version: saved.version,
      input: { confirmation: ' Version  1 ' },
    })
  })

  test('the next version begins with the words of the last, tells its differences, and retires it when published', async () => {
    const { cartographer, id, versionId } = await published(small())
    const next = await cartographer.ok(openDraft, { params: { id } })
    expect((await cartographer.call(openDraft, { params: { id } })).refusal?.code).toBe('survey_draft_exists')
    const params = { id: next.id }
    expect((await cartographer.ok(readSurveyVersion, { params })).content).toEqual(small())
    const content = small([{ type: 'comment', name: 'obstacles', title: 'Obstacles' }])
    const { version } = await cartographer.ok(saveDraft, { params, version: 1, input: { content } })
    const { since, items } = await cartographer.ok(compareVersions, { params })
    expect(since?.number).toBe(1)
    expect(items).toEqual([
      { kind: 'added', where: 'obstacles', sentence: 'Question ajoutée\u00a0: «\u00a0Obstacles\u00a0».' },
    ])
    await cartographer.ok(publishVersion, { params, version, input: { confirmation: 'version 2' } })
    const entry = await cartographer.ok(readSurvey, { params: { id } })
    expect(entry.versions.map(({ number, status }) => [number, status])).toEqual([
      [2, 'published'],
      [1, 'retired'],
    ])
    const rows = await desk.sql(
      'select code, kind from survey_question where version_id = $1 order by position',
      [next.id],
    )
    expect(rows).toEqual([
      { code: 'phenomenon_met', kind: 'yes_no' },
      { code: 'obstacles', kind: 'long_text' },
    ])
    expect((await desk.sql('select 1 from survey_question where version_id = $1', [versionId])).length).toBe(
      1,
    )
  })

  test('two cartographers who write at once: the second is told what the first wrote', async () => {
    const { versionId, version } = await draftOf(small())
    const [one, other] = [await desk.people.cartographer(), await desk.people.cartographer()]
    const params = { id: versionId }
    const first = small([{ type: 'text', name: 'premier', title: 'Premier' }])
    await one.ok(saveDraft, { params, version, input: { content: first } })
    const refused = await other.call(saveDraft, { params, version, input: { content: small() } })
    expect(refused.status).toBe(412)
    expect(refused.refusal?.current).toMatchObject({
      version: version + 1,
      content: first,
      changedBy: one.name,
    })
  })

  test('a draft can be given up, and a published version retired but once', async () => {
    const { cartographer, versionId, version } = await draftOf(small())
    await cartographer.ok(discardDraft, { params: { id: versionId }, version })
    expect((await cartographer.call(readSurveyVersion, { params: { id: versionId } })).status).toBe(404)
    const other = await published(small())
    const params = { id: other.versionId }
    const retired = await cartographer.ok(retireVersion, { params, version: other.version })
    const again = await cartographer.call(retireVersion, { params, version: retired.version })
    expect(again.refusal?.code).toBe('survey_not_published')
  })
})

describe('the survey-core format', () => {
  test('what is exported can be imported again, and comes out the same', async () => {
    const cartographer = await desk.people.cartographer()
    const { items } = await cartographer.ok(listSurveys, {})
    const { versionId, version } = await draftOf(small())
    const four = items.flatMap(({ addressee, published: one }) => (addressee && one ? [one.id] : []))
    let at = version
    for (const id of four) {
      const exported = await cartographer.call(exportSurvey, { params: { id } })
      const content = JSON.parse(exported.text)
      const imported = await cartographer.ok(importSurvey, {
        params: { id: versionId },
        version: at,
        input: { content },
      })
      at = imported.version
      const read = await cartographer.ok(readSurveyVersion, { params: { id: versionId } })
      expect(read.content).toEqual(content)
    }
  })

  test.each([
    ['a file to upload', { type: 'file', name: 'piece' }, 'file'],
    ['a signature', { type: 'signaturepad', name: 'signature' }, 'signaturepad'],
    [
      'options read from another site',
      { type: 'radiogroup', name: 'x', title: 'X', choicesByUrl: { url: 'https://exemple.invalid' } },
      '',
    ],
    [
      'a rule in free form',
      { type: 'text', name: 'x', title: 'X', visibleIf: 'iif({a} > 1, true, false)' },
      'règle',
    ],
    ['HTML of its own', { type: 'html', name: 'x', html: '<b>x</b>' }, 'html'],
  ])('%s is refused with its place and a sentence', async (_, element, word) => {
    const { cartographer, versionId, version } = await draftOf(small())
    const content = { title: 'Venu d’ailleurs', pages: [{ name: 'p', title: 'P', elements: [element] }] }
    const refused = await cartographer.call(importSurvey, {
      params: { id: versionId },
      version,
      input: { content },
    })
    expect(refused.refusal?.code).toBe('survey_unsupported')
    expect(refused.refusal?.fields?.[0]?.field).toContain('page 1, question 1')
    expect(refused.refusal?.fields?.[0]?.message).toContain(word)
  })

  test('a question that asks who a child is cannot be published', async () => {
    const asking = small([{ type: 'text', name: 'qui', title: 'Quel est le prénom du mineur concerné ?' }])
    const { cartographer, versionId, version } = await draftOf(asking)
    const refused = await cartographer.call(publishVersion, {
      params: { id: versionId },
      version,
      input: { confirmation: 'version 1' },
    })
    expect(refused.refusal?.fields?.map(({ field }) => field)).toEqual(['qui'])
  })
})
