#include "service/answer/oss/read_payload.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include <nlohmann/json.hpp>

#include "service/answer/oss/read_item.h"
#include "service/answer/oss/read_place.h"
#include "service/base/excerpt.h"
#include "service/request/json_text.h"

namespace izin {
namespace {

constexpr std::size_t kMostUnknown = 12;  // members that are named

// The block that all else lies in; nothing where there is none.
std::optional<PayloadFields> NibOf(const PayloadFields& root) {
  root.CheckNames({"dataNIB"});
  std::optional<PayloadFields> nib = root.Object("dataNIB", GuideLevel::kNib);
  if (!root.Has("dataNIB")) {
    root.AddMissing("dataNIB", {.en = "the object that receiveNIB sends",
                                .id = "objek yang dikirim receiveNIB"});
  }
  return nib;
}

class Reader {
 public:
  Reader(const GuideCodes& codes, v1::KbliEdition edition, PayloadFaults& faults)
      : codes_(codes), edition_(edition), faults_(faults) {}

  OssPayload Read(const PayloadFields& root) {
    const std::optional<PayloadFields> nib = NibOf(root);
    if (!nib.has_value()) return std::move(out_);
    if (edition_ == v1::KBLI_EDITION_UNSPECIFIED)
      out_.remarks.push_back({.kind = RemarkKind::kEditionByTheGuide});
    ReadNib(*nib);
    const std::vector<PayloadFields> projects = nib->List("data_proyek", GuideLevel::kProject);
    if (!nib->HasItems("data_proyek")) {
      nib->AddMissing("data_proyek", {.en = "a list of at least one project",
                                      .id = "daftar berisi paling sedikit satu proyek"});
    }
    if (projects.size() > kMaxOssPlaces) {
      TooMany("dataNIB.data_proyek", kMaxOssPlaces);
    } else {
      for (const PayloadFields& project : projects) ReadProject(project);
    }
    ReadChecklist(*nib);
    if (!unknown_.empty()) out_.remarks.push_back(UnknownMembers());
    return std::move(out_);
  }

 private:
  void ReadNib(const PayloadFields& nib) {
    NoteUnknown(nib, nib.CheckNames({"data_proyek", "data_checklist", "skala_usaha",
                                     "status_penanaman_modal", "jenis_pelaku_usaha",
                                     "jenis_perseroan", "jenis_kawasan"}));
    const std::string version = nib.Text("versi_pia");
    if (!version.empty() && !absl::StartsWith(kGuideVersion, version)) {
      out_.remarks.push_back({.kind = RemarkKind::kOtherVersion,
                              .path = nib.PathOf("versi_pia"),
                              .value = Excerpt(version, 10)});
    }
    business_ = ReadBusiness(nib, codes_);
  }

  void ReadProject(const PayloadFields& fields) {
    NoteUnknown(fields, fields.CheckNames({"id_proyek", "kbli", "skala_usaha", "jenis_lokasi",
                                           "luas_tanah", "satuan_luas_tanah", "jumlah_investasi",
                                           "pembelian_pematang_tanah", "bangunan_gedung",
                                           "skala_resiko", "data_lokasi_proyek"}));
    const OssProject project = izin::ReadProject(fields, business_, codes_);
    const std::vector<PayloadFields> locations =
        fields.List("data_lokasi_proyek", GuideLevel::kLocation);
    if (!fields.HasItems("data_lokasi_proyek")) {
      fields.AddMissing("data_lokasi_proyek", {.en = "a list of at least one location",
                                               .id = "daftar berisi paling sedikit satu lokasi"});
    }
    const std::size_t first = out_.places.size();
    for (const PayloadFields& location : locations) {
      if (out_.places.size() == kMaxOssPlaces) return TooMany("dataNIB.data_proyek", kMaxOssPlaces);
      NoteUnknown(location,
                  location.CheckNames({"id_proyek_lokasi", "proyek_daerah_id", "jenis_kawasan",
                                       "jenis_lokasi", "data_posisi_proyek"}));
      out_.places.push_back(ReadPlace(location, project, business_, codes_));
      out_.places.back().activity.set_kbli_edition(
          edition_ == v1::KBLI_EDITION_UNSPECIFIED ? v1::KBLI_EDITION_2020 : edition_);
    }
    PutRegions(project, absl::MakeSpan(out_.places).subspan(first));
  }

  void TooMany(const std::string& path, std::size_t most) {
    faults_.Invalid(
        path,
        {.en = absl::StrCat("more than ", most, " of them: send the projects in several payloads"),
         .id = absl::StrCat("lebih dari ", most, ": kirim proyeknya dalam beberapa payload")});
  }

  void ReadChecklist(const PayloadFields& nib) {
    out_.has_checklist = nib.Has("data_checklist");
    if (!out_.has_checklist) out_.remarks.push_back({.kind = RemarkKind::kNoChecklist});
    const std::vector<PayloadFields> items = nib.List("data_checklist", GuideLevel::kChecklist);
    if (items.size() > kMaxOssItems) return TooMany("dataNIB.data_checklist", kMaxOssItems);
    for (const PayloadFields& item : items) {
      NoteUnknown(item, item.CheckNames({"id_proyek", "jenis_izin", "nama_izin", "kewenangan",
                                         "flag_checklist", "kd_daerah", "kbli_konversi"}));
      out_.items.push_back(ReadItem(item, codes_));
      NoteConversion(item);
    }
  }

  // Whether a project was converted from KBLI 2017 to another code than it is sent with.
  void NoteConversion(const PayloadFields& fields) {
    const std::string converted = fields.Digits("kbli_konversi", 5);
    if (converted.empty()) return;
    const std::string& project = out_.items.back().project_id;
    for (OssPlace& place : out_.places) {
      if (place.project_id != project || place.activity.kbli_code() == converted) continue;
      const bool is_noted =
          !place.remarks.empty() && place.remarks.back().kind == RemarkKind::kKbliConverted;
      if (is_noted) continue;  // by an item before
      place.remarks.push_back({.kind = RemarkKind::kKbliConverted,
                               .path = fields.PathOf("kbli_konversi"),
                               .value = Excerpt(converted, 10)});
    }
  }

  void NoteUnknown(const PayloadFields& fields, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      ++unknown_count_;
      if (unknown_.size() < kMostUnknown) unknown_.push_back(fields.PathOf(name));
    }
  }

  Remark UnknownMembers() const {
    const std::size_t more = unknown_count_ - unknown_.size();
    return {.kind = RemarkKind::kUnknownMembers,
            .value = absl::StrCat(absl::StrJoin(unknown_, ", "),
                                  more == 0 ? "" : absl::StrCat(", +", more))};
  }

  const GuideCodes& codes_;
  const v1::KbliEdition edition_;
  PayloadFaults& faults_;
  OssBusiness business_;
  OssPayload out_;
  std::vector<std::string> unknown_;
  std::size_t unknown_count_ = 0;
};

}  // namespace

OssPayload ReadOssPayload(absl::string_view json, const GuideCodes& codes, v1::KbliEdition edition,
                          PayloadFaults& faults) {
  const JsonText text = ReadJson(json, JsonLimits(), {.en = "the payload", .id = "payload"});
  if (!text.ok()) {
    faults.Invalid("payload_json", text.fault);
    return OssPayload();
  }
  if (!text.document->is_object()) {
    const FaultText kind = KindOfJson(*text.document);
    faults.Invalid("payload_json",
                   {.en = absl::StrCat(kind.en, ": want an object with dataNIB"),
                    .id = absl::StrCat("berupa ", kind.id, ": kirim objek berisi dataNIB")});
    return OssPayload();
  }
  return Reader(codes, edition, faults)
      .Read(PayloadFields(*text.document, GuideLevel::kRoot, "", faults));
}

}  // namespace izin
