#include "service/answer/oss/read_item.h"

#include <string>

#include "absl/strings/str_cat.h"

#include "service/answer/oss/read_place.h"
#include "service/base/excerpt.h"

namespace izin {
namespace {

// Lampiran 27 has it, and no value of the API is one.
constexpr absl::string_view kStandardRequirement = "K02";
constexpr std::size_t kLongestName = 255;
constexpr std::size_t kProvinceDigits = 2;

std::string CheckedCode(const PayloadFields& fields, absl::string_view name, absl::string_view kind,
                        const GuideCodes& codes) {
  std::string code = fields.Text(name);
  if (code.empty() || !codes.ValueOf(kind, code).empty()) return code;
  if (name == "jenis_izin" && code == kStandardRequirement) return code;
  const std::string quoted = absl::StrCat("\"", Excerpt(code, 40), "\": ");
  const FaultText choices = codes.Choices(kind);
  fields.AddInvalid(name, {.en = absl::StrCat(quoted, "want ", choices.en),
                           .id = absl::StrCat(quoted, "pilih ", choices.id)});
  return "";
}

}  // namespace

OssItem ReadItem(const PayloadFields& fields, const GuideCodes& codes) {
  OssItem item;
  item.path = fields.path();
  item.project_id = fields.Text("id_proyek");
  item.region = RegionOf(fields, "kd_daerah", kProvinceDigits);
  item.jenis_izin = CheckedCode(fields, "jenis_izin", "permit-category", codes);
  item.nama_izin = std::string(CutAtCharacter(fields.Text("nama_izin"), kLongestName));
  item.kewenangan = CheckedCode(fields, "kewenangan", "authority-kind", codes);
  item.flag_checklist = CheckedCode(fields, "flag_checklist", "commitment-flag", codes);
  if (!fields.Has("jenis_izin") && !fields.Has("nama_izin")) {
    fields.AddMissing("nama_izin", {.en = "the name of the permit, or jenis_izin",
                                    .id = "nama perizinannya, atau jenis_izin"});
  }
  return item;
}

}  // namespace izin
