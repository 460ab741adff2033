import { Temporal } from 'temporal-polyfill'
import type { Db } from '#kernel/db.server.ts'
import { checkFile } from '#kernel/file/check.server.ts'
import { storeFile } from '#kernel/file/store.server.ts'
import type { Services } from '#kernel/http.server.ts'
import { makePdf } from '#kernel/pdf.server.ts'
import { Refusal } from '#kernel/refusal.ts'
import { fileLimit, fileTypes, type ResourceFields } from './contract.ts'
import { addResource, publish } from './write.server.ts'

const today = Temporal.Now.plainDateISO('Europe/Paris')

const common = {
  visibility: 'public',
  language: 'fr',
  isEasyToRead: false,
  licence: 'open',
  reviewOn: today.add({ months: 9 }).toString(),
} as const satisfies Partial<ResourceFields>

interface Invented {
  readonly fields: Omit<ResourceFields, keyof typeof common> & Partial<ResourceFields>
  readonly paragraphs: readonly string[]
}

const invented: readonly Invented[] = [
  {
    fields: {
      title: 'Si quelqu’un te demande des photos',
      kind: 'leaflet',
      audience: 'young_people',
      topics: ['digital', 'help'],
      summary: 'Ce que tu peux répondre, garder, bloquer. À qui le dire sans être jugé.',
    },
    paragraphs: [
      'Tu n’as rien fait de mal. Tu as le droit de ne pas répondre.',
      'Garde les messages, bloque la personne, parles-en à un adulte de confiance ou au 3018.',
    ],
  },
  {
    fields: {
      title: 'Se faire aider, en images et en mots simples',
      kind: 'guide',
      audience: 'young_people',
      topics: ['help'],
      isEasyToRead: true,
      summary: 'Qui appeler. Ce qui se passe ensuite. Facile à lire et à comprendre.',
    },
    paragraphs: [
      'Tu peux appeler le 119.',
      'L’appel est gratuit.',
      'Une personne t’écoute.',
      'Tu n’es pas obligé de dire ton nom.',
    ],
  },
  {
    fields: {
      title: 'Mon enfant a fugué : les premières heures',
      kind: 'guide',
      audience: 'relatives',
      topics: ['runaway', 'help'],
      summary: 'Prévenir, chercher, accueillir le retour sans reproche.',
    },
    paragraphs: [
      'Appelez la police ou la gendarmerie aussitôt : il n’y a pas de délai à attendre.',
      'Le 116 000 répond à toute heure aux familles d’enfants disparus.',
    ],
  },
  {
    fields: {
      title: 'Parler des réseaux avec son adolescent',
      kind: 'leaflet',
      audience: 'relatives',
      topics: ['digital', 'speaking'],
      summary: 'Des questions ouvertes, et les réglages à faire ensemble.',
    },
    paragraphs: [
      'Dites d’abord que vous êtes là pour l’aider.',
      'Demandez ce qu’il aime y faire avant de demander ce qui inquiète.',
    ],
  },
  {
    fields: {
      title: 'Affiche pour la salle d’attente',
      kind: 'poster',
      audience: 'health',
      topics: ['signs', 'help'],
      licence: 'cc_by_nc_nd',
      summary: 'Les numéros qui aident, à afficher.',
    },
    paragraphs: ['17, 114 par SMS, 119, 3018, 116 000 : appels gratuits.'],
  },
  {
    fields: {
      title: 'Repérer en établissement scolaire',
      kind: 'guide',
      audience: 'education',
      topics: ['signs', 'speaking'],
      summary: 'Ce qui se voit, ce qui se dit, ce qui se note.',
    },
    paragraphs: [
      'Notez les faits et les paroles, sans interpréter.',
      'Ne promettez pas le secret : dites à qui vous parlerez, et pourquoi.',
    ],
  },
  {
    fields: {
      title: 'Recueillir la parole : mallette de formation',
      kind: 'training_kit',
      audience: 'child_protection',
      topics: ['practice', 'speaking'],
      visibility: 'professionals',
      licence: 'cc_by_sa',
      summary: 'Trois ateliers d’une demi-journée, avec le livret de qui anime.',
    },
    paragraphs: [
      'Atelier 1 : accueillir un récit sans le conduire.',
      'Atelier 2 : évaluer à plusieurs.',
      'Atelier 3 : préparer la suite avec le jeune.',
    ],
  },
  {
    fields: {
      title: 'Information préoccupante : qui, quand, comment',
      kind: 'legal_sheet',
      audience: 'justice_police',
      topics: ['rights'],
      visibility: 'professionals',
      summary: 'Le circuit, les délais, ce qui peut être partagé.',
    },
    paragraphs: [
      'Toute personne peut transmettre une information à la cellule de son département.',
      'En danger immédiat, le procureur est saisi.',
    ],
  },
  {
    fields: {
      title: 'Warning signs: a short guide',
      kind: 'leaflet',
      audience: 'general_public',
      topics: ['signs'],
      language: 'en',
      summary: 'What to look for, and who to call in France.',
    },
    paragraphs: ['Call 119 if you are worried about a child. It is free, day and night.'],
  },
  {
    fields: {
      title: 'Consignes pour les envois aux familles',
      kind: 'tool_template',
      audience: 'mixed',
      topics: ['practice'],
      visibility: 'internal',
      licence: null,
      reviewOn: today.subtract({ months: 1 }).toString(),
      summary: 'Pour l’équipe : ce qui se vérifie avant d’envoyer un document chez quelqu’un.',
    },
    paragraphs: ['Qui ouvre le courrier ? Qui lit la messagerie ? L’enveloppe dit-elle qui écrit ?'],
  },
]

const source = `#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set page(paper: "a4", margin: 2.5cm)
#set text(font: "Atkinson Hyperlegible Next", size: 13pt, lang: data.language)
#set par(leading: 0.8em, spacing: 1.2em)
= #data.title
#for paragraph in data.paragraphs [#par(paragraph)]
#v(1fr)
#text(size: 10pt)[#data.foot]
`

/** A real PDF/UA file, looked at and kept as any other. */
async function fileFor(db: Db, by: string, { fields, paragraphs }: Invented): Promise<string | null> {
  try {
    const language = fields.language ?? 'fr'
    const foot = 'Document inventé pour la démonstration.'
    const made = await makePdf(source, {
      issuedAt: `${today}T08:00:00Z`,
      title: fields.title,
      language,
      paragraphs,
      foot,
    })
    const content = Buffer.from(made)
    const file = await checkFile(
      { name: `${fields.title}.pdf`, content },
      { accept: fileTypes, limit: fileLimit },
    )
    const { id } = await storeFile(db, {
      name: file.name,
      type: file.mediaType,
      audience: 'internal',
      bytes: file.bytes ?? content,
    })
    const row = { file_id: id, notes: JSON.stringify(file.notes), brought_by: by }
    await db.insertInto('resource_file').values(row).execute()
    return id
  } catch (error) {
    // A machine that makes no PDF still shows a catalogue.
    if (error instanceof Refusal && error.code === 'pdf_unavailable') return null
    throw error
  }
}

/** Invents resources with their files, beside those that the files of the demonstration were sent. */
export async function inventResources({ database }: Pick<Services, 'database'>): Promise<void> {
  await database.transaction().execute(async (db) => {
    const [keeper] = await db
      .selectFrom('account')
      .select('id')
      .where('demonstration', '=', true)
      .where('role', 'in', ['awareness_officer', 'coordinator'])
      .orderBy('role')
      .limit(1)
      .execute()
    const done = await db
      .selectFrom('resource')
      .select('id')
      .where('title', '=', invented[0]?.fields.title ?? '')
      .execute()
    if (!keeper || done.length > 0) return
    for (const [place, one] of invented.entries()) {
      const fileId = await fileFor(db, keeper.id, one)
      const first = {
        label: `Édition ${today.year}`,
        publishedOn: today.subtract({ months: 6, days: place * 9 }).toString(),
        note: null,
        link: null,
        fileId,
      }
      const { id } = await addResource(db, keeper.id, { ...common, ...one.fields, first })
      if (place === 2) {
        const next = await fileFor(db, keeper.id, {
          ...one,
          paragraphs: [...one.paragraphs, 'Au retour, dormir et manger d’abord.'],
        })
        const second = { label: 'Avec le retour', publishedOn: today.subtract({ months: 1 }).toString() }
        await publish(db, keeper.id, id, {
          ...second,
          note: 'Une page sur le retour.',
          link: null,
          fileId: next,
        })
      }
    }
  })
}
