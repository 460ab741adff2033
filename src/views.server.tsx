import { ApplicationForm, ApplicationSummary } from '#awareness/call/ApplicationPages.server.tsx'
import { ProjectCallListPage, ProjectCallPage } from '#awareness/call/CallPages.server.tsx'
import {
  EvaluationCode,
  EvaluationForm,
  EvaluationThanks,
} from '#awareness/intervention/EvaluationPages.server.tsx'
import { InterventionForm, InterventionReceipt } from '#awareness/intervention/RequestPages.server.tsx'
import { PodcastEpisodePage, PodcastPage } from '#awareness/podcast/PodcastPages.server.tsx'
import { ResourceListPage, ResourcePage } from '#awareness/resource/ResourcePages.server.tsx'
import { ResourceRequestPage, ResourceThanksPage } from '#awareness/resource/ResourceRequestPages.server.tsx'
import { CallPage } from '#awareness/site/CallPage.server.tsx'
import { EasyHomePage, EasyParentsPage, EasyYouthPage } from '#awareness/site/EasyPages.server.tsx'
import { HomePage } from '#awareness/site/HomePage.server.tsx'
import { DepartementHelpPage, LocalHelpPage } from '#awareness/site/LocalHelp.server.tsx'
import { MapPage } from '#awareness/site/MapPage.server.tsx'
import { ParentsPage } from '#awareness/site/ParentsPage.server.tsx'
import {
  AccessibilityPage,
  EmergencyPage,
  LegalPage,
  PrivacyPage,
  TracesPage,
} from '#awareness/site/PlainPages.server.tsx'
import { PlanPage } from '#awareness/site/PlanPage.server.tsx'
import { ProfessionalsPage } from '#awareness/site/ProfessionalsPage.server.tsx'
import { SignsPage } from '#awareness/site/SignsPage.server.tsx'
import { YouthPage } from '#awareness/site/YouthPage.server.tsx'
import { SurveyColleague } from '#cartography/campaign/SurveyColleague.server.tsx'
import { SurveyReceipt } from '#cartography/campaign/SurveyReceipt.server.tsx'
import { SurveyRefusal } from '#cartography/campaign/SurveyRefusal.server.tsx'
import { SurveyReview } from '#cartography/campaign/SurveyReview.server.tsx'
import { SurveyWelcome } from '#cartography/campaign/SurveyWelcome.server.tsx'
import { FeedbackCode, FeedbackForm, FeedbackThanks } from '#cartography/meeting/FeedbackPages.server.tsx'
import { PracticePage, PracticesPage } from '#cartography/practice/PracticePages.server.tsx'
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
import { WriteDone } from '#listening/webform/WriteDone.server.tsx'
import { WriteForm } from '#listening/webform/WriteForm.server.tsx'
import { EditionFiguresPage, OpenDataPage } from '#observatory/edition/EditionPages.server.tsx'

/** Every page that the server renders as HTML, by its name. */
export const views = {
  ApplicationForm,
  ApplicationSummary,
  ProjectCallListPage,
  ProjectCallPage,
  ResourceListPage,
  ResourcePage,
  ResourceRequestPage,
  ResourceThanksPage,
  AccessibilityPage,
  CallPage,
  DepartementHelpPage,
  EasyHomePage,
  EasyParentsPage,
  EasyYouthPage,
  EmergencyPage,
  EditionFiguresPage,
  OpenDataPage,
  HomePage,
  LegalPage,
  LocalHelpPage,
  MapPage,
  ParentsPage,
  PlanPage,
  PrivacyPage,
  ProfessionalsPage,
  SignsPage,
  TracesPage,
  WriteDone,
  WriteForm,
  YouthPage,
  EvaluationCode,
  EvaluationForm,
  EvaluationThanks,
  InterventionForm,
  InterventionReceipt,
  PracticePage,
  PracticesPage,
  FeedbackCode,
  FeedbackForm,
  FeedbackThanks,
  ClosedLink,
  RefusedPage,
  PodcastEpisodePage,
  PodcastPage,
  QuestionPage,
  ServiceEditPage,
  ServiceEntryPage,
  ServiceLeavePage,
  ServiceThanksPage,
  SurveyColleague,
  SurveyEnd,
  SurveyReceipt,
  SurveyRefusal,
  SurveyReview,
  SurveyWelcome,
}
