#include "service/answer/oss/place_faults.h"

#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace izin {
namespace {

enum class At { kNib, kProject, kPlace };

struct Field {
  absl::string_view path;  // what a path of the activity begins with
  At level;
  absl::string_view name;
};
constexpr Field kFields[] = {
    {"activity.kbli_code", At::kProject, "kbli"},
    {"activity.scale", At::kProject, "skala_usaha"},
    {"activity.locations", At::kPlace, "data_posisi_proyek"},
    {"activity.investment.foreign", At::kNib, "status_penanaman_modal"},
    {"activity.investment", At::kProject, "jumlah_investasi"},
    {"activity.zone", At::kPlace, "jenis_kawasan"},
    {"activity.extent", At::kPlace, "jenis_lokasi"},
    {"activity.region_codes", At::kPlace, "proyek_daerah_id"},
    {"activity.actor_type", At::kNib, "jenis_pelaku_usaha"},
    {"activity.legal_form", At::kNib, "jenis_perseroan"},
    {"activity.land_area_ha", At::kProject, "luas_tanah"},
};

std::string ObjectOf(At level, const OssPlace& place) {
  switch (level) {
    case At::kNib:
      return "dataNIB";
    case At::kProject:
      return place.project_path;
    case At::kPlace:
      break;
  }
  return place.path;
}

FaultKind KindOf(const absl::Status& status) {
  if (absl::IsNotFound(status)) return FaultKind::kNotFound;
  return absl::IsFailedPrecondition(status) ? FaultKind::kPrecondition : FaultKind::kInvalid;
}

}  // namespace

std::string PayloadPath(absl::string_view field_path, const OssPlace& place) {
  for (const Field& field : kFields) {
    if (!absl::StartsWith(field_path, field.path)) continue;
    return absl::StrCat(ObjectOf(field.level, place), ".", field.name);
  }
  return absl::StartsWith(field_path, "activity.") ? place.path : std::string(field_path);
}

void AddPlaceFaults(const absl::Status& status, const OssPlace& place, PayloadFaults& faults) {
  const std::optional<google::rpc::BadRequest> details = BadRequestOf(status);
  if (!details.has_value()) {
    faults.Add(KindOf(status), place.path, {.en = std::string(status.message()), .id = ""});
    return;
  }
  for (const google::rpc::BadRequest::FieldViolation& violation : details->field_violations()) {
    std::string path = PayloadPath(violation.field(), place);
    if (faults.HasWithin(path)) continue;  // follows from what is told already
    faults.Add(KindOf(status), std::move(path),
               {.en = violation.description(), .id = violation.localized_message().message()});
  }
}

}  // namespace izin
