#include "service/answer/oss/oss_handler.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/answer/oss/checklist.h"
#include "service/answer/oss/compare_checklists.h"
#include "service/answer/oss/guide_codes.h"
#include "service/answer/oss/guide_names.h"
#include "service/answer/oss/place_faults.h"
#include "service/answer/oss/read_payload.h"
#include "service/request/checked_enum.h"
#include "service/request/request_limits.h"

namespace izin {
namespace {

// Between two looks at whether the caller is still there.
constexpr std::size_t kPlacesBetweenLooks = 32;

absl::Status CheckSize(const v1::ClassifyOssPayloadRequest& request) {
  const std::size_t size = request.payload_json().size();
  if (size <= OssHandler::kMaxBytes) return absl::OkStatus();
  return absl::ResourceExhaustedError(
      absl::StrCat("payload_json: ", size, " bytes: want at most ", OssHandler::kMaxBytes));
}

v1::ClassifyActivityRequest RequestOf(const OssPlace& place,
                                      const v1::ClassifyOssPayloadRequest& request) {
  v1::ClassifyActivityRequest asked;
  *asked.mutable_activity() = place.activity;
  asked.set_ruleset(request.ruleset());
  asked.set_as_of(request.as_of());
  asked.set_view(request.view());
  asked.set_language_code(request.language_code());
  return asked;
}

// One payload on its way to its answer.
class Payload {
 public:
  Payload(const Pipeline& pipeline, const v1::ClassifyOssPayloadRequest& request,
          const OssHandler::Call& call)
      : pipeline_(pipeline),
        moment_(pipeline.Now()),
        codes_(moment_.library->latest()),
        request_(request),
        call_(call),
        is_english_(request.language_code() == "en") {}

  absl::StatusOr<v1::ClassifyOssPayloadResponse> Answer() {
    CheckedEnumOfEdition();
    payload_ = ReadOssPayload(request_.payload_json(), codes_, request_.kbli_edition(), faults_);
    if (absl::Status asked = AskAll(); !asked.ok()) return asked;
    if (!faults_.empty()) return faults_.ToStatus();
    if (absl::Status compared = Compare(); !compared.ok()) return compared;
    for (const Remark& remark : payload_.remarks)
      *response_.add_notes() = ToNote(remark, is_english_);
    *response_.add_notes() = ToNote({.kind = RemarkKind::kNibWithoutCode}, is_english_);
    response_.set_guide_version(std::string(kGuideVersion));
    if (response_.ByteSizeLong() > call_.max_bytes) return TooLarge();
    return std::move(response_);
  }

 private:
  void CheckedEnumOfEdition() {
    RequestFaults faults;
    CheckedEnum<v1::KbliEdition>("kbli_edition", request_.kbli_edition(), v1::KbliEdition_IsValid,
                                 faults);
    if (faults.empty()) return;
    const auto details = BadRequestOf(faults.ToStatus());
    const auto& violation = details->field_violations(0);
    faults_.Invalid(violation.field(),
                    {.en = violation.description(), .id = violation.localized_message().message()});
  }

  // Asks for every place, though one is at fault, so that all faults are told at once.
  absl::Status AskAll() {
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < payload_.places.size(); ++i) {
      if (i % kPlacesBetweenLooks == 0 && call_.is_cancelled())
        return absl::CancelledError("the caller went away");
      const v1::ClassifyActivityRequest asked = RequestOf(payload_.places[i], request_);
      const absl::StatusOr<std::shared_ptr<const EncodedAnswer>> answer =
          pipeline_.Answer(Question{.request = &asked, .moment = &moment_, .given = call_.given});
      if (!answer.ok()) {
        AddPlaceFaults(answer.status(), payload_.places[i], faults_);
        continue;
      }
      bytes += (*answer)->response.size();
      if (!faults_.empty()) continue;  // nothing will be answered
      if (bytes > call_.max_bytes) return TooLarge();
      *AddPlace(payload_.places[i]) = (*answer)->Decode();
    }
    return absl::OkStatus();
  }

  // Where its classification goes.
  v1::Classification* AddPlace(const OssPlace& place) {
    v1::OssLocationClassification& out = *response_.add_locations();
    out.set_path(place.path);
    out.set_project_id(place.project_id);
    out.set_location_id(place.location_id);
    out.set_stated_risk(place.stated_risk);
    *out.mutable_activity() = place.activity;
    return out.mutable_classification();
  }

  absl::Status Compare() {
    const PlacedItems items = PlaceItems(payload_);
    // All places are asked of one day and one pin: of one ruleset.
    const absl::StatusOr<std::shared_ptr<const Ruleset>> found =
        moment_.library->Find(response_.locations(0).classification().ruleset());
    const Ruleset& ruleset = found.ok() ? **found : moment_.library->latest();
    PermitNames names(ruleset);
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < payload_.places.size(); ++i) {
      if (call_.is_cancelled()) return absl::CancelledError("the caller went away");
      v1::OssLocationClassification& place = *response_.mutable_locations(static_cast<int>(i));
      for (const Remark& remark : payload_.places[i].remarks) AddNote(remark, place);
      for (v1::OssChecklistItem& item : ChecklistOf(place.classification(), ruleset, codes_))
        *place.add_checklist() = std::move(item);
      ComparePlace(items.of_place[i], names, place);
      bytes += place.ByteSizeLong();
      if (bytes > call_.max_bytes) return TooLarge();
    }
    for (const OssItem* item : items.unplaced)
      *response_.add_findings() = UnplacedFinding(*item, is_english_);
    return absl::OkStatus();
  }

  void ComparePlace(const std::vector<const OssItem*>& stated, PermitNames& names,
                    v1::OssLocationClassification& place) const {
    const v1::Classification& answer = place.classification();
    AddOpenInputs(answer, place);
    if (!payload_.has_checklist) return;
    if (!NamesPermits(answer.outcome())) {
      AddNote({.kind = RemarkKind::kNotCompared, .path = place.path()}, place);
      return;
    }
    place.set_is_compared(true);
    CompareChecklists(stated, names, is_english_, place);
    AddOfficeWithoutCode(answer, place);
    AddNote({.kind = RemarkKind::kRequirementsNotCompared}, place);
  }

  // The first office for which the guide has no code.
  void AddOfficeWithoutCode(const v1::Classification& answer,
                            v1::OssLocationClassification& place) const {
    for (const v1::Permit& permit : answer.permits()) {
      const v1::Authority& office = permit.authority();
      const bool has_no_code = office.kind() != v1::AUTHORITY_KIND_UNSPECIFIED &&
                               codes_.CodeOfEnum("authority-kind", office.kind()).empty();
      if (!has_no_code) continue;
      return AddNote({.kind = RemarkKind::kOfficeWithoutCode,
                      .value = office.name().empty() ? ApiWord(office.kind()) : office.name()},
                     place);
    }
  }

  void AddOpenInputs(const v1::Classification& answer, v1::OssLocationClassification& place) const {
    if (answer.outcome() == v1::OUTCOME_SCOPE_REQUIRED)
      AddNote({.kind = RemarkKind::kScopeOpen, .path = place.path()}, place);
    std::vector<std::string> open;
    for (const v1::Question& question : answer.questions()) {
      const std::string& title = question.text().title();
      open.push_back(title.empty() ? absl::StrCat(question.field_path(), "?") : title);
    }
    if (open.empty()) return;
    AddNote({.kind = RemarkKind::kInputsOpen, .value = absl::StrJoin(open, " ")}, place);
  }

  void AddNote(const Remark& remark, v1::OssLocationClassification& place) const {
    *place.add_notes() = ToNote(remark, is_english_);
  }

  static absl::Status TooLarge() {
    return absl::ResourceExhaustedError(
        "the answers exceed 4 MiB: ask for CLASSIFICATION_VIEW_BASIC, or send the projects in "
        "several payloads");
  }

  const Pipeline& pipeline_;
  const Moment moment_;
  const GuideCodes codes_;
  const v1::ClassifyOssPayloadRequest& request_;
  const OssHandler::Call& call_;
  const bool is_english_;
  PayloadFaults faults_;
  OssPayload payload_;
  v1::ClassifyOssPayloadResponse response_;
};

}  // namespace

absl::StatusOr<v1::ClassifyOssPayloadResponse> OssHandler::Classify(
    const v1::ClassifyOssPayloadRequest& request, const Call& call) const {
  if (absl::Status fits = CheckSize(request); !fits.ok()) return fits;
  absl::StatusOr<v1::ClassifyOssPayloadResponse> answer =
      Payload(pipeline_, request, call).Answer();
  if (!answer.ok() && call.given != nullptr) call.given->Clear();
  return answer;
}

}  // namespace izin
