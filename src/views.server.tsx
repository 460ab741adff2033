import { FeedbackCode, FeedbackForm, FeedbackThanks } from '#cartography/meeting/FeedbackPages.server.tsx'
import { QuestionPage } from '#cartography/survey/QuestionPage.server.tsx'
import { SurveyEnd } from '#cartography/survey/SurveyEnd.server.tsx'
import { ClosedLink } from '#kernel/link/ClosedLink.server.tsx'
import { RefusedPage } from '#kernel/public/RefusedPage.server.tsx'

/** Every page that the server renders as HTML, by its name. */
export const views = { FeedbackCode, FeedbackForm, FeedbackThanks, ClosedLink, RefusedPage, QuestionPage, SurveyEnd }
