#include "service/reclassify/notifications.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/base/csv_records.h"
#include "service/reclassify/old_documents.h"
#include "service/render/citations.h"

namespace izin {
namespace {

constexpr absl::string_view kId = "{id}";
constexpr std::size_t kMostNamed = 12;  // candidates in the longer form

// One language of a text.
class Words {
 public:
  explicit Words(bool is_english) : is_english_(is_english) {}

  absl::string_view Of(absl::string_view id, absl::string_view en) const {
    return is_english_ ? en : id;
  }
  const std::string& Of(const Bilingual& text) const { return is_english_ ? text.en : text.id; }

  absl::string_view Level(RiskLevel level) const {
    switch (level) {
      case RiskLevel::kLow:
        return Of("Rendah", "low");
      case RiskLevel::kMediumLow:
        return Of("Menengah Rendah", "medium low");
      case RiskLevel::kMediumHigh:
        return Of("Menengah Tinggi", "medium high");
      case RiskLevel::kHigh:
        return Of("Tinggi", "high");
      case RiskLevel::kUnspecified:
        return Of("tanpa tingkat risiko", "no risk level");
    }
    return "";
  }

  absl::string_view Scale(BusinessScale scale) const {
    switch (scale) {
      case BusinessScale::kMicro:
        return Of("mikro", "micro");
      case BusinessScale::kSmall:
        return Of("kecil", "small");
      case BusinessScale::kMedium:
        return Of("menengah", "medium");
      case BusinessScale::kLarge:
        return Of("besar", "large");
      case BusinessScale::kUnspecified:
        return "";
    }
    return "";
  }

  bool is_english() const { return is_english_; }

 private:
  bool is_english_;
};

// What has to be applied for, in the order of acting.
std::vector<const PermitDecision*> ToApplyFor(const Comparison& comparison) {
  std::vector<const PermitDecision*> wanted;
  for (const PermitDecision& decided : comparison.to.permits) {
    const bool is_asked =
        decided.row != nullptr && !decided.held && !decided.line->automatic &&
        !IsCovered(comparison.documents, *comparison.to.ruleset, decided.permit->code);
    if (is_asked) wanted.push_back(&decided);
  }
  return wanted;
}

// In one short sentence, without its full stop. At most 70 characters.
std::string Headline(const Comparison& comparison, const Words& words) {
  const CellChange& change = comparison.change;
  switch (FirstReason(comparison.reasons)) {
    case Reason::kCodeReview:
      return std::string(
          words.Of("kode KBLI perlu dipilih ulang", "a new KBLI code must be chosen"));
    case Reason::kNotLicensed:
      return std::string(words.Of("perizinan kegiatan ini tidak lewat OSS",
                                  "the activity is not licensed through OSS"));
    case Reason::kScaleNotOffered:
      return std::string(words.Of("skala usaha ini tidak tersedia untuk kode Anda",
                                  "this scale is not offered for your code"));
    case Reason::kRefused:
      return std::string(words.Of("kegiatan ini dilarang di lokasi Anda",
                                  "the activity is not allowed at your site"));
    case Reason::kScopeRequired:
      return std::string(words.Of("ruang lingkup kegiatan perlu dipilih",
                                  "the scope of the activity must be chosen"));
    case Reason::kRiskRaised:
      return absl::StrCat(words.Of("risiko naik: ", "risk raised: "), words.Level(change.from_risk),
                          words.Of(" ke ", " to "), words.Level(change.to_risk));
    case Reason::kRiskLowered:
      return absl::StrCat(words.Of("risiko turun: ", "risk lowered: "),
                          words.Level(change.from_risk), words.Of(" ke ", " to "),
                          words.Level(change.to_risk));
    case Reason::kPermitsChanged:
      return std::string(words.Of("perizinan yang diperlukan berubah", "the permits have changed"));
    case Reason::kCommitmentsChanged:
      return std::string(words.Of("kewajiban berubah", "the duties have changed"));
    case Reason::kAuthorityChanged:
      return std::string(words.Of("penerbit izin berubah", "another office issues the permit"));
    case Reason::kTermChanged:
      return std::string(words.Of("jangka waktu izin berubah", "the terms have changed"));
    case Reason::kUnchanged:
      return "";
  }
  return "";
}

// "56101" or, after a conversion, "12345->56101".
std::string CodeOf(const Comparison& comparison) {
  std::string old_code(comparison.row.texts[RowField::kKbliCode]);
  if (comparison.to.outcome == Outcome::kCodeReviewRequired) return old_code;
  const std::string code = comparison.to.code.ToString();
  return code == old_code ? code : absl::StrCat(old_code, "->", code);
}

std::string Sms(const Comparison& comparison, const Words& words) {
  const std::vector<const PermitDecision*> wanted = ToApplyFor(comparison);
  const std::string head = absl::StrCat("OSS NIB ", kId, ", KBLI ", CodeOf(comparison), ": ",
                                        Headline(comparison, words), ".");
  const std::string end(words.Of(" Cek OSS.", " See OSS."));
  const std::size_t room = kSmsCharacters - kMaxIdInSms + kId.size() - end.size();
  std::string text = head;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const std::string next =
        absl::StrCat(i == 0 ? words.Of(" Urus: ", " Apply: ") : ", ", wanted[i]->permit->code);
    const bool is_last = i + 1 == wanted.size();
    if (text.size() + next.size() + (is_last ? 1 : 5) > room) {
      if (i > 0) text += ", ...";
      break;
    }
    text += next;
    if (is_last) text += ".";
  }
  return text + end;
}

void AddSteps(const Comparison& comparison, const Words& words, std::string& text) {
  const std::vector<const PermitDecision*> wanted = ToApplyFor(comparison);
  if (wanted.empty()) return;
  absl::StrAppend(&text, words.Of(" Yang perlu diurus, berurutan:", " To apply for, in order:"));
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const PermitDecision& decided = *wanted[i];
    absl::StrAppend(&text, i == 0 ? " " : "; ", i + 1, ". ", words.Of(decided.permit->title));
    if (decided.office.office != nullptr)
      absl::StrAppend(&text, words.Of(", kepada ", ", from "),
                      words.Of(decided.office.office->name));
    if (decided.working_days > 0)
      absl::StrAppend(&text, ", ", decided.working_days, words.Of(" hari kerja", " working days"));
  }
  text += ".";
}

void AddCandidates(const Comparison& comparison, const Words& words, std::string& text) {
  const std::vector<ScopeCandidate>& candidates = comparison.to.candidates;
  if (candidates.empty()) return;
  absl::StrAppend(&text, words.Of(" Pilihan:", " To choose from:"));
  const std::size_t named = std::min(candidates.size(), kMostNamed);
  for (std::size_t i = 0; i < named; ++i) {
    const ScopeCandidate& candidate = candidates[i];
    const std::string id =
        candidate.scope == nullptr ? candidate.code.ToString() : candidate.scope->id;
    absl::StrAppend(&text, i == 0 ? " " : "; ", id);
    if (candidate.scope != nullptr && !candidate.scope->label.empty())
      absl::StrAppend(&text, " ", candidate.scope->label);
    if (candidate.level != RiskLevel::kUnspecified)
      absl::StrAppend(&text, " (", words.Level(candidate.level), ")");
  }
  if (named < candidates.size())
    absl::StrAppend(&text, words.Of("; dan ", "; and "), candidates.size() - named,
                    words.Of(" lainnya", " more"));
  text += ".";
}

std::string Long(const Comparison& comparison, const Words& words) {
  const Decision& to = comparison.to;
  std::string text =
      absl::StrCat(words.Of("Yth. pelaku usaha NIB ", "To the business with NIB "), kId, ". ",
                   words.Of("Kegiatan KBLI ", "Activity KBLI "), CodeOf(comparison));
  if (to.entry != nullptr) absl::StrAppend(&text, " (", to.entry->title, ")");
  absl::StrAppend(&text, words.Of(", skala ", ", scale "), words.Scale(to.scale), ": ",
                  Headline(comparison, words), ".");
  if (to.risk_level != RiskLevel::kUnspecified && !comparison.Has(Reason::kRiskRaised) &&
      !comparison.Has(Reason::kRiskLowered))
    absl::StrAppend(&text, words.Of(" Tingkat risiko: ", " Risk level: "),
                    words.Level(to.risk_level), ".");
  if (comparison.Has(Reason::kAuthorityChanged) && to.authority.office != nullptr)
    absl::StrAppend(&text, words.Of(" Penerbit izin: ", " Issued by: "),
                    words.Of(to.authority.office->name), ".");
  AddSteps(comparison, words, text);
  for (const DocumentAction& action : comparison.documents) {
    const OldDocument& document = *action.document;
    const Citation& basis = document.legal_basis.front();
    absl::StrAppend(&text, " ", document.held, ": ", words.Of(document.title), " (",
                    CitedText(basis.regulation, basis.provision, words.is_english()), ").");
  }
  AddCandidates(comparison, words, text);
  absl::StrAppend(&text, words.Of(" Aturan: ", " Rules: "), words.Of(to.ruleset->data().title),
                  ".");
  return text;
}

}  // namespace

Notification NotificationOf(const Comparison& comparison) {
  if (comparison.Has(Reason::kUnchanged)) return {};
  const Words id(/*is_english=*/false);
  const Words en(/*is_english=*/true);
  return {.sms_id = Sms(comparison, id),
          .sms_en = Sms(comparison, en),
          .long_id = Long(comparison, id),
          .long_en = Long(comparison, en)};
}

std::string NotificationHeader() {
  return "business_id,project_id,reason,sms_id,sms_en,long_id,long_en\n";
}

std::string NotificationTail(const Comparison& comparison) {
  const Notification notification = NotificationOf(comparison);
  if (notification.sms_id.empty()) return "";
  std::string tail = absl::StrCat(",", NameOf(FirstReason(comparison.reasons)));
  for (const std::string* text :
       {&notification.sms_id, &notification.sms_en, &notification.long_id, &notification.long_en}) {
    tail += ',';
    AppendCsvField(*text, tail);
  }
  return tail;
}

void AppendNotification(absl::string_view business_id, absl::string_view project_id,
                        absl::string_view tail, std::string& out) {
  AppendCsvField(business_id, out);
  out += ',';
  AppendCsvField(project_id, out);
  const bool is_plain =
      business_id.size() <= kMaxIdInSms && business_id.find('"') == std::string::npos;
  const absl::string_view shown = is_plain ? business_id : absl::string_view("-");
  for (std::size_t at = tail.find(kId); at != absl::string_view::npos; at = tail.find(kId)) {
    out.append(tail.data(), at);
    out.append(shown.data(), shown.size());
    tail.remove_prefix(at + kId.size());
  }
  out.append(tail.data(), tail.size());
  out += '\n';
}

}  // namespace izin
