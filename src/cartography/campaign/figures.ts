import { countEach } from '#kernel/figure.ts'
import { questionnaireAddressee } from '#vocabulary'

/** The question whose answer says whether the phenomenon was met: the same in the four questionnaires, for good. */
export const phenomenonQuestion = 'phenomenon_met'

/** Who answered the questionnaires of the period, by addressee; each row has its own base: who was asked. */
export const surveyResponses = countEach(questionnaireAddressee, {
  id: 'survey_response',
  title: 'Réponses aux questionnaires',
  rule: 'Collectivités qui ont envoyé leur réponse, sur celles que les campagnes ouvertes dans la période ont interrogées ; une réponse commencée ne compte pas, et le filtre des appelants ne s’applique pas.',
  of: 'questionnaire',
  from: 'survey_response',
})

/** Beside the addressees: those who answered at least one of the questionnaires. */
export const anyOfFour = { code: 'any_of_four', label: 'Au moins un des questionnaires' } as const

/** Who says to have met the phenomenon, by addressee; each row has its own base: who answered the question. */
export const phenomenonMet = countEach(questionnaireAddressee, {
  id: 'phenomenon_met',
  title: 'Phénomène rencontré, selon les questionnaires',
  rule: 'Réponses envoyées qui disent avoir rencontré la prostitution de mineurs, sur celles qui répondent à cette question ; le filtre des appelants ne s’applique pas.',
  of: 'answer',
  from: 'phenomenon_met',
})
