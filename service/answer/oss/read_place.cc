#include "service/answer/oss/read_place.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "absl/container/btree_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "google/protobuf/descriptor.h"

#include "service/base/excerpt.h"
#include "service/request/typed_values.h"

namespace izin {
namespace {

constexpr std::size_t kRegencyDigits = 4;
constexpr std::size_t kVillageDigits = 10;
constexpr double kSquareMetresInHectare = 10000;

FaultText NoCode(absl::string_view code, const FaultText& choices) {
  const std::string quoted = absl::StrCat("\"", Excerpt(code, 40), "\": ");
  return {.en = absl::StrCat(quoted, "want ", choices.en),
          .id = absl::StrCat(quoted, "pilih ", choices.id)};
}

// The guide states no Lampiran for skala_usaha, and ten characters: a code of Lampiran 31, or a
// word.
v1::BusinessScale ScaleOf(const PayloadFields& fields, const GuideCodes& codes) {
  const std::string text = fields.Text("skala_usaha");
  if (text.empty()) return v1::BUSINESS_SCALE_UNSPECIFIED;
  const std::string lower = absl::AsciiStrToLower(text);
  const std::optional<int> value =
      ParseEnumWord(*v1::BusinessScale_descriptor(), absl::StripPrefix(lower, "usaha "));
  if (value.has_value()) return static_cast<v1::BusinessScale>(*value);
  fields.AddInvalid("skala_usaha", NoCode(text, codes.Choices("scale")));
  return v1::BUSINESS_SCALE_UNSPECIFIED;
}

// "Y" or "N"; nothing where there is neither.
std::optional<bool> YesOrNo(const PayloadFields& fields, absl::string_view name) {
  const std::string text = fields.Text(name);
  if (text.empty()) return std::nullopt;
  if (text == "Y" || text == "N") return text == "Y";
  fields.AddInvalid(name, NoCode(text, {.en = "Y or N", .id = "Y atau N"}));
  return std::nullopt;
}

// One of two codes, of which `yes` is true.
std::optional<bool> OneOfTwo(const PayloadFields& fields, absl::string_view name,
                             const FaultText& choices) {
  const std::string text = fields.Text(name);
  if (text.empty()) return std::nullopt;
  if (text == "01" || text == "02") return text == "01";
  fields.AddInvalid(name, NoCode(text, choices));
  return std::nullopt;
}

// Lampiran 1, which calls PMA whatever has a foreign source.
void ReadCapitalStatus(const PayloadFields& nib, OssBusiness& business) {
  const std::string status = nib.Text("status_penanaman_modal");
  const double share =
      std::max(nib.Number("persen_pma").value_or(0), nib.Number("total_pma").value_or(0));
  business.activity.mutable_investment()->set_foreign(status == "01" || share > 0);
  if (status.empty()) {
    if (share == 0)
      business.remarks.push_back({.kind = RemarkKind::kCapitalStatusNotStated,
                                  .path = nib.PathOf("status_penanaman_modal")});
  } else if (status == "02" && share > 0) {
    nib.AddInvalid("status_penanaman_modal",
                   {.en = "02 PMDN contradicts persen_pma or total_pma: 01 is for every business "
                          "with a foreign source of capital",
                    .id = "02 PMDN bertentangan dengan persen_pma atau total_pma: 01 untuk setiap "
                          "usaha yang sebagian modalnya asing"});
  } else if (status == "03") {
    business.remarks.push_back({.kind = RemarkKind::kNeitherForeignNorDomestic,
                                .path = nib.PathOf("status_penanaman_modal")});
  } else if (status != "01" && status != "02") {
    nib.AddInvalid("status_penanaman_modal",
                   NoCode(status, {.en = "01 PMA, 02 PMDN or 03 neither",
                                   .id = "01 PMA, 02 PMDN, atau 03 bukan keduanya"}));
  }
}

// Modal usaha: the whole investment without land and buildings. What is not stated is not taken
// off, so that a scale derived of it is rather too high.
void ReadCapital(const PayloadFields& fields, OssProject& project) {
  const std::optional<double> whole = fields.Number("jumlah_investasi");
  const double land = fields.Number("pembelian_pematang_tanah").value_or(0);
  const double building = fields.Number("bangunan_gedung").value_or(0);
  if (!whole.has_value()) return;
  const double capital = *whole - land - building;
  if (capital < 0) {
    project.remarks.push_back(
        {.kind = RemarkKind::kCapitalNotRead, .path = fields.PathOf("jumlah_investasi")});
    return;
  }
  project.activity.mutable_investment()->set_capital_idr(
      static_cast<std::int64_t>(std::ceil(capital)));
}

void ReadScale(const PayloadFields& fields, const GuideCodes& codes, OssProject& project) {
  v1::BusinessActivity& activity = project.activity;
  if (fields.Has("skala_usaha")) {
    activity.set_scale(ScaleOf(fields, codes));
    if (activity.scale() != v1::BUSINESS_SCALE_UNSPECIFIED || !fields.Text("skala_usaha").empty())
      return;
  }
  const std::string path = fields.PathOf("skala_usaha");
  if (activity.scale() != v1::BUSINESS_SCALE_UNSPECIFIED) {
    project.remarks.push_back({.kind = RemarkKind::kScaleOfTheNib, .path = path});
  } else if (activity.investment().capital_idr() > 0) {
    project.remarks.push_back({.kind = RemarkKind::kScaleDerived, .path = path});
  } else if (!activity.investment().foreign()) {
    FaultText wanted = codes.Choices("scale");
    absl::StrAppend(&wanted.en, ", or jumlah_investasi to derive it from");
    absl::StrAppend(&wanted.id, ", atau jumlah_investasi untuk menghitungnya");
    fields.AddMissing("skala_usaha", wanted);
  }
}

void ReadArea(const PayloadFields& fields, OssProject& project) {
  const std::optional<double> area = fields.Number("luas_tanah");
  const std::optional<bool> is_metres =
      OneOfTwo(fields, "satuan_luas_tanah", {.en = "01 m2 or 02 ha", .id = "01 m2 atau 02 ha"});
  if (!area.has_value() || *area == 0) return;
  if (is_metres.has_value()) {
    project.activity.set_land_area_ha(*is_metres ? *area / kSquareMetresInHectare : *area);
  } else if (fields.Text("satuan_luas_tanah").empty()) {
    project.remarks.push_back(
        {.kind = RemarkKind::kAreaWithoutUnit, .path = fields.PathOf("satuan_luas_tanah")});
  }
}

// Lampiran 16 of a location; which kind of zone the NIB alone says.
void ReadZone(const PayloadFields& fields, const OssBusiness& business, OssPlace& place) {
  const std::optional<bool> is_within =
      OneOfTwo(fields, "jenis_kawasan",
               {.en = "01 within a zone or 02 outside of zones; the kind of zone stands in "
                      "dataNIB.jenis_kawasan",
                .id = "01 dalam kawasan atau 02 di luar kawasan; jenisnya di "
                      "dataNIB.jenis_kawasan"});
  if (!is_within.has_value()) return;
  place.activity.set_zone(*is_within ? business.zone_kind : v1::ZONE_NONE);
  if (place.activity.zone() == v1::ZONE_UNSPECIFIED) {
    place.remarks.push_back(
        {.kind = RemarkKind::kZoneKindNotStated, .path = fields.PathOf("jenis_kawasan")});
  }
}

void ReadPositions(const PayloadFields& fields, const GuideCodes& codes, OssPlace& place) {
  const std::vector<PayloadFields> positions =
      fields.List("data_posisi_proyek", GuideLevel::kPosition);
  const FaultText choices = codes.Choices("location");
  if (!fields.HasItems("data_posisi_proyek")) {
    fields.AddMissing("data_posisi_proyek",
                      {.en = absl::StrCat("a list with posisi_lokasi: ", choices.en),
                       .id = absl::StrCat("daftar berisi posisi_lokasi: ", choices.id)});
  }
  for (const PayloadFields& position : positions) {
    position.CheckNames({"posisi_lokasi"});
    if (position.Text("posisi_lokasi").empty()) position.AddMissing("posisi_lokasi", choices);
    const auto type = static_cast<v1::LocationType>(
        CodedValue(position, "posisi_lokasi", "location", codes, *v1::LocationType_descriptor()));
    const auto& known = place.activity.locations();
    const bool is_new = type != v1::LOCATION_TYPE_UNSPECIFIED &&
                        std::find(known.begin(), known.end(), type) == known.end();
    if (is_new) place.activity.add_locations(type);
  }
}

}  // namespace

int CodedValue(const PayloadFields& fields, absl::string_view name, absl::string_view kind,
               const GuideCodes& codes, const google::protobuf::EnumDescriptor& values) {
  const std::string code = fields.Text(name);
  if (code.empty()) return 0;
  const std::string word = codes.ValueOf(kind, code);
  for (int i = 0; i < values.value_count() && !word.empty(); ++i) {
    if (ApiWord(values, values.value(i)->number()) == word) return values.value(i)->number();
  }
  fields.AddInvalid(name, NoCode(code, codes.Choices(kind)));
  return 0;
}

std::string RegionOf(const PayloadFields& fields, absl::string_view name, std::size_t least) {
  const std::string text = fields.Text(name);
  if (text.empty()) return "";
  std::string digits = absl::StrReplaceAll(text, {{".", ""}});
  const bool is_code = digits.size() >= least && digits.size() <= kVillageDigits &&
                       std::all_of(digits.begin(), digits.end(), absl::ascii_isdigit);
  if (is_code) return digits;
  const std::string quoted = absl::StrCat("\"", Excerpt(text, 40), "\": ");
  fields.AddInvalid(name, {.en = absl::StrCat(quoted, "want a code of Kemendagri of ", least,
                                              " to 10 digits, for example 1271010001"),
                           .id = absl::StrCat(quoted, "tulis kode Kemendagri ", least,
                                              " sampai 10 angka, misalnya 1271010001")});
  return "";
}

OssBusiness ReadBusiness(const PayloadFields& nib, const GuideCodes& codes) {
  OssBusiness business;
  business.activity.set_actor_type(static_cast<v1::ActorType>(
      CodedValue(nib, "jenis_pelaku_usaha", "actor-type", codes, *v1::ActorType_descriptor())));
  business.activity.set_scale(ScaleOf(nib, codes));
  business.zone_kind = static_cast<v1::Zone>(
      CodedValue(nib, "jenis_kawasan", "zone-kind", codes, *v1::Zone_descriptor()));
  if (const std::string form = nib.Text("jenis_perseroan"); !form.empty()) {
    business.activity.set_legal_form(codes.ValueOf("legal-form", form));
    if (business.activity.legal_form().empty())
      nib.AddInvalid("jenis_perseroan", NoCode(form, codes.Choices("legal-form")));
  }
  ReadCapitalStatus(nib, business);
  return business;
}

OssProject ReadProject(const PayloadFields& fields, const OssBusiness& business,
                       const GuideCodes& codes) {
  OssProject project{.path = fields.path(), .id = fields.Text("id_proyek")};
  project.activity = business.activity;
  project.remarks = business.remarks;
  project.stated_risk = Excerpt(fields.Text("skala_resiko"), 20);
  project.crosses_boundaries = YesOrNo(fields, "jenis_lokasi").value_or(false);
  project.activity.set_kbli_code(fields.Digits("kbli", 5));
  if (!fields.Has("kbli")) {
    fields.AddMissing("kbli",
                      {.en = "a code of KBLI of 5 digits", .id = "kode KBLI dengan 5 angka"});
  }
  ReadCapital(fields, project);
  ReadScale(fields, codes, project);
  ReadArea(fields, project);
  return project;
}

OssPlace ReadPlace(const PayloadFields& fields, const OssProject& project,
                   const OssBusiness& business, const GuideCodes& codes) {
  OssPlace place;
  place.path = fields.path();
  place.project_path = project.path;
  place.project_id = project.id;
  place.location_id = fields.Text("id_proyek_lokasi");
  place.stated_risk = project.stated_risk;
  place.activity = project.activity;
  place.remarks = project.remarks;
  place.region = RegionOf(fields, "proyek_daerah_id", kRegencyDigits);
  ReadPositions(fields, codes, place);
  ReadZone(fields, business, place);
  const std::optional<bool> crosses =
      OneOfTwo(fields, "jenis_lokasi",
               {.en = "01 across boundaries or 02 not; Y and N are for the project",
                .id = "01 lintas administratif atau 02 tidak; Y dan N untuk proyek"});
  if (crosses.value_or(false)) {
    place.remarks.push_back(
        {.kind = RemarkKind::kExtentNotStated, .path = fields.PathOf("jenis_lokasi")});
  } else if (crosses.has_value()) {
    place.activity.set_extent(v1::ADMINISTRATIVE_EXTENT_WITHIN_REGENCY);
  }
  if (fields.Has("id_kegiatan") || fields.Has("response_kegiatan"))
    place.remarks.push_back({.kind = RemarkKind::kSpatialPlanNotRead, .path = fields.path()});
  return place;
}

void PutRegions(const OssProject& project, absl::Span<OssPlace> places) {
  absl::btree_set<std::string> regencies;
  for (const OssPlace& place : places) {
    if (!place.region.empty()) regencies.insert(place.region.substr(0, kRegencyDigits));
  }
  for (OssPlace& place : places) {
    const bool is_within = place.activity.extent() == v1::ADMINISTRATIVE_EXTENT_WITHIN_REGENCY;
    const bool crosses_itself = std::any_of(
        place.remarks.begin(), place.remarks.end(),
        [](const Remark& remark) { return remark.kind == RemarkKind::kExtentNotStated; });
    if (crosses_itself) continue;
    if (is_within || !project.crosses_boundaries) {
      if (!place.region.empty())
        place.activity.add_region_codes(place.region.substr(0, kRegencyDigits));
    } else if (regencies.size() > 1) {
      for (const std::string& regency : regencies) place.activity.add_region_codes(regency);
    } else {
      place.remarks.push_back({.kind = RemarkKind::kExtentNotStated,
                               .path = absl::StrCat(project.path, ".jenis_lokasi")});
    }
  }
}

}  // namespace izin
