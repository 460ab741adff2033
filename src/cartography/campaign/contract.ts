import { z } from 'zod'
import { get, instant, patch, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import {
  campaignRefusal,
  campaignResponseStatus,
  deliveryTrouble,
  questionnaireAddressee,
  region,
} from '#vocabulary'
import { campaignStates } from './state.ts'
import { Person } from './targetContract.ts'

export * from './resultContract.ts'
export * from './targetContract.ts'

const readers = ['cartographer', 'coordinator', 'analyst', 'awareness_officer'] as const
const keepers = ['cartographer'] as const

const text = (most: number) => z.string().trim().min(1, 'Ce texte est lu par les répondants.').max(most)
const day = z.iso
  .date()
  .refine((of) => of >= '2000-01-01' && of <= '2199-12-31', 'Cette date est hors du calendrier.')
const version = z.number().int()
const count = z.number().int()

/** What is written by hand of a campaign; respondents read the purpose, the readers and the contact. */
const CampaignFields = z.object({
  name: z.string().trim().min(3, 'Donnez un nom.').max(160).meta({ title: 'Nom' }),
  year: z.number().int().min(2000).max(2199).meta({ title: 'Année comparée' }),
  purpose: text(4000).meta({ title: 'Qui demande, et pourquoi' }),
  readers: text(2000).meta({ title: 'Qui lira les réponses' }),
  contact: text(500).meta({ title: 'À qui poser une question' }),
  minutes: z.number().int().min(1).max(600).meta({ title: 'Durée estimée, en minutes' }),
  opensOn: day.meta({ title: 'Du' }),
  closesOn: day.meta({ title: 'Au, inclus' }),
})
const Asked = z.object({
  addressee: one(questionnaireAddressee).meta({ title: 'Destinataire' }),
  versionId: z.uuid().meta({ title: 'Questionnaire' }),
})

/** How many answers stand where. */
export const StatusCounts = z.object({
  asked: count,
  invited: count,
  opened: count,
  partial: count,
  submitted: count,
  declined: count,
})
export type StatusCounts = z.infer<typeof StatusCounts>

export const CampaignRow = z.object({
  id: z.uuid(),
  name: z.string().meta({ title: 'Campagne' }),
  year: count.meta({ title: 'Année' }),
  state: z.enum(campaignStates).meta({ title: 'État' }),
  opensOn: z.iso.date().meta({ title: 'Du' }),
  closesOn: z.iso.date().meta({ title: 'Au' }),
  counts: StatusCounts,
})
export type CampaignRow = z.infer<typeof CampaignRow>

export const Campaign = CampaignFields.extend({
  id: z.uuid(),
  version,
  state: z.enum(campaignStates),
  launchedAt: instant.nullable(),
  surveys: z.array(Asked.extend({ surveyId: z.uuid(), title: z.string(), number: count, questions: count })),
  authorities: count,
  /** Targets with nobody to write to. */
  withoutAddress: count,
  /** Messages that did not leave, and why. */
  unsent: z.array(z.object({ trouble: one(deliveryTrouble).nullable(), count })),
  abilities: z.object({ write: z.boolean() }),
})
export type Campaign = z.infer<typeof Campaign>

export const listCampaigns = get('/api/campaigns', {
  action: 'campaign.list',
  title: 'Les campagnes de questionnaires',
  for: readers,
  output: z.object({ items: z.array(CampaignRow) }),
})

export const readCampaignChoices = get('/api/campaign-choices', {
  action: 'campaign.choices',
  title: 'Ce qu’une campagne peut demander, et à qui',
  for: keepers,
  output: z.object({
    versions: z.array(
      z.object({
        id: z.uuid(),
        addressee: one(questionnaireAddressee).nullable(),
        title: z.string(),
        number: count,
      }),
    ),
    authorities: z.array(z.object({ id: z.uuid(), name: z.string(), departements: z.array(z.string()) })),
  }),
})

export const createCampaign = post('/api/campaigns', {
  action: 'campaign.create',
  title: 'Préparer une campagne',
  for: keepers,
  creates: true,
  input: CampaignFields.extend({
    surveys: z.array(Asked).min(1, 'Choisissez au moins un questionnaire.').max(8),
    /** Every authority that answers for a département, unless they are named. */
    authorityIds: z.array(z.uuid()).max(500).optional(),
  }),
  output: z.object({ id: z.uuid() }),
})

export const readCampaign = get('/api/campaigns/:id', {
  action: 'campaign.read',
  title: 'Lire une campagne',
  for: readers,
  output: Campaign,
})

export const saveCampaign = patch('/api/campaigns/:id', {
  action: 'campaign.save',
  title: 'Modifier une campagne',
  for: keepers,
  versioned: true,
  input: CampaignFields.partial(),
  output: z.object({ version }),
})

export const launchCampaign = post('/api/campaigns/:id/launch', {
  action: 'campaign.launch',
  title: 'Lancer une campagne et inviter',
  for: keepers,
  versioned: true,
  output: z.object({ version, invited: count }),
})

export const closeCampaign = post('/api/campaigns/:id/close', {
  action: 'campaign.close',
  title: 'Clore une campagne',
  for: keepers,
  versioned: true,
  output: z.object({ version }),
})

export const reopenCampaign = post('/api/campaigns/:id/reopen', {
  action: 'campaign.reopen',
  title: 'Rouvrir une campagne',
  for: keepers,
  versioned: true,
  input: z.object({ closesOn: day.meta({ title: 'Jusqu’au, inclus' }) }),
  output: z.object({ version }),
})

/** Many at once, by the name of the authority or the code of a département: what a cartographer pastes from a list. */
export const addPeople = post('/api/campaigns/:id/people', {
  action: 'campaign.add_people',
  title: 'Ajouter les personnes à inviter',
  for: keepers,
  creates: true,
  input: z.object({
    people: z
      .array(
        Person.extend({
          authority: z.string().trim().min(1).max(200),
          addressee: one(questionnaireAddressee),
        }),
      )
      .min(1)
      .max(2000),
  }),
  output: z.object({ added: count, unknown: z.array(z.object({ line: count, sentence: z.string() })) }),
})

const Cell = z.object({
  targetId: z.uuid(),
  status: one(campaignResponseStatus),
  refusal: one(campaignRefusal).nullable(),
  answered: count,
  asked: count,
  people: count,
  remindedAt: instant.nullable(),
})

/** Of how many authorities, how many answered. */
const Share = z.object({ count, base: count, percent: z.number().nullable() })

export const Board = z.object({
  /** By addressee, then of all together. */
  byAddressee: z.array(StatusCounts.extend({ addressee: one(questionnaireAddressee) })),
  all: StatusCounts,
  /** Complete answers only, and with those that are begun: the base is said each time. */
  anyOf: z.object({ complete: Share, withPartials: Share }),
  allOf: z.object({ complete: Share, withPartials: Share }),
  rows: z.array(
    z.object({
      authorityId: z.uuid(),
      territory: z.string(),
      departements: z.array(z.string()),
      region: one(region).nullable(),
      cells: z.partialRecord(one(questionnaireAddressee), Cell),
    }),
  ),
})
export type Board = z.infer<typeof Board>
export type BoardRow = Board['rows'][number]

export const readBoard = get('/api/campaigns/:id/board', {
  action: 'campaign.board',
  title: 'Suivre les réponses d’une campagne',
  for: readers,
  output: Board,
})

const Reminded = z.object({
  targetId: z.uuid(),
  territory: z.string(),
  addressee: one(questionnaireAddressee),
  status: one(campaignResponseStatus),
  people: z.array(z.object({ id: z.uuid(), name: z.string(), email: z.string() })),
  remindedAt: instant.nullable(),
})
export type Reminded = z.infer<typeof Reminded>

/** Who would get a reminder now: those still awaited, and nobody else. */
export const previewReminders = get('/api/campaigns/:id/reminders', {
  action: 'campaign.preview_reminders',
  title: 'Voir qui recevrait une relance',
  for: keepers,
  output: z.object({
    items: z.array(Reminded),
    withoutAddress: z.array(
      z.object({ targetId: z.uuid(), territory: z.string(), addressee: one(questionnaireAddressee) }),
    ),
    message: z.object({ subject: z.string(), text: z.string() }),
  }),
})

/** To those of the preview who are still awaited when it is sent. */
export const sendReminders = post('/api/campaigns/:id/reminders', {
  action: 'campaign.remind',
  title: 'Relancer ceux qui n’ont pas répondu',
  for: keepers,
  creates: true,
  input: z.object({ targetIds: z.array(z.uuid()).min(1).max(2000) }),
  output: z.object({ messages: count, skipped: count }),
})

export const resendMessages = post('/api/campaigns/:id/messages/resend', {
  action: 'campaign.resend',
  title: 'Envoyer de nouveau ce qui n’est pas parti',
  for: keepers,
  output: z.object({ messages: count }),
})
