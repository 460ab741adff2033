import { SurveyReceipt } from '#cartography/campaign/SurveyReceipt.server.tsx'
import { SurveyRefusal } from '#cartography/campaign/SurveyRefusal.server.tsx'
import { SurveyReview } from '#cartography/campaign/SurveyReview.server.tsx'
import { SurveyWelcome } from '#cartography/campaign/SurveyWelcome.server.tsx'
import { FeedbackCode, FeedbackForm, FeedbackThanks } from '#cartography/meeting/FeedbackPages.server.tsx'
import {
  ServiceEditPage,
  ServiceEntryPage,
  ServiceLeavePage,
  ServiceThanksPage,
} from '#cartography/refresh/RefreshPages.server.tsx'
import { QuestionPage } from '#cartography/survey/QuestionPage.server.tsx'
import { SurveyEnd } from '#cartography/survey/SurveyEnd.server.tsx'
import { ClosedLink } from '#kernel/link/ClosedLink.server.tsx'
import { RefusedPage } from '#kernel/public/RefusedPage.server.tsx'

/** Every page that the server renders as HTML, by its name. */
export const views = {
  FeedbackCode,
  FeedbackForm,
  FeedbackThanks,
  ClosedLink,
  RefusedPage,
  QuestionPage,
  ServiceEditPage,
  ServiceEntryPage,
  ServiceLeavePage,
  ServiceThanksPage,
  SurveyEnd,
  SurveyReceipt,
  SurveyRefusal,
  SurveyReview,
  SurveyWelcome,
}
