#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

#include "data/loader/internal/assembly.h"

namespace izin::internal {
namespace {

void AddKind(Assembly& assembly, absl::string_view kind, std::string code, std::string oss_code,
             Bilingual title, Bilingual detail, std::vector<izin::Citation> legal_basis) {
  assembly.out.references.push_back({.kind = std::string(kind),
                                     .code = std::move(code),
                                     .oss_code = std::move(oss_code),
                                     .title = std::move(title),
                                     .detail = std::move(detail),
                                     .legal_basis = std::move(legal_basis)});
}

// The values that the rule files explain: enumerated values of the API, and notes on the law.
void AddWritten(Assembly& assembly) {
  for (const ReferenceEntry& entry : assembly.rules().reference()) {
    const Position position = assembly.positions.Of(entry, entry.where());
    if (entry.kind().empty() || entry.code().empty())
      position.AddError(assembly.issues, "missing kind or code");
    std::vector<izin::Citation> legal_basis;
    if (entry.legal_basis_size() > 0) {
      legal_basis = ResolveCitations(entry.legal_basis(), "legal_basis", position, assembly.issues);
    }
    AddKind(assembly, entry.kind(), entry.code(), entry.oss_code(),
            RequiredText("title", entry.title(), position, assembly.issues),
            RequiredText("detail", entry.detail(), position, assembly.issues),
            std::move(legal_basis));
  }
}

void AddRegions(Assembly& assembly) {
  for (const RegionLine& line : assembly.in.region()) {
    Bilingual detail{.id = "Provinsi.", .en = "Province."};
    if (line.kind() == "kabupaten") detail = {.id = "Kabupaten.", .en = "Regency (kabupaten)."};
    if (line.kind() == "kota") detail = {.id = "Kota.", .en = "City (kota)."};
    if (line.own_authority() == "no") {
      absl::StrAppend(&detail.id, " Kewenangan perizinannya ada pada gubernur.");
      absl::StrAppend(&detail.en, " The governor holds its licensing powers.");
    }
    AddKind(assembly, "region", line.code(), "", {.id = line.name(), .en = line.name()},
            std::move(detail), {});
  }
}

// A zone covers but part of its regions, so a region code alone never says that a site lies in it.
void AddZones(Assembly& assembly) {
  for (const ZoneLine& line : assembly.in.zone()) {
    const std::string regions = absl::StrReplaceAll(line.region_codes(), {{",", ", "}});
    const bool is_part = line.coverage() == "part";
    AddKind(assembly, "zone", line.zone_id(), "", {.id = line.name(), .en = line.name()},
            {.id = absl::StrCat(is_part ? "Mencakup sebagian wilayah " : "Mencakup wilayah ",
                                regions, "; dikelola oleh ", line.zone_body(), "."),
             .en = absl::StrCat(is_part ? "Covers part of region " : "Covers region ", regions,
                                "; run by ", line.zone_body(), ".")},
            {{.regulation = line.legal_basis(),
              .provision = "pembentukan kawasan",
              .url = "",
              .verification = Verification::kSecondary,
              .as_of = ""}});
  }
}

void AddLegalForms(Assembly& assembly) {
  for (const LegalFormLine& line : assembly.in.legal_form()) {
    AddKind(assembly, "legal-form", line.code(), line.oss_code(),
            {.id = line.title_id(), .en = line.title_en()},
            {.id = line.detail_id(), .en = line.detail_en()}, {});
  }
}

void AddHolidays(Assembly& assembly) {
  for (int i = 0; i < assembly.in.holiday_size(); ++i) {
    const HolidayLine& line = assembly.in.holiday(i);
    const Position position =
        assembly.positions.Of(line, absl::StrCat("reference/holidays.tsv:", i + 2));
    const std::optional<absl::CivilDay> day =
        ResolveDate("date", line.date(), position, assembly.issues);
    const bool is_joint_leave = line.kind() == "cuti_bersama";
    if (!is_joint_leave && line.kind() != "libur_nasional") {
      position.AddError(assembly.issues, absl::StrCat("kind \"", line.kind(),
                                                      "\": want libur_nasional or cuti_bersama"));
    }
    if (day.has_value())
      assembly.out.holidays.push_back({.day = *day, .is_joint_leave = is_joint_leave});
  }
  std::sort(assembly.out.holidays.begin(), assembly.out.holidays.end(),
            [](const Holiday& a, const Holiday& b) { return a.day < b.day; });
}

}  // namespace

void AssembleReference(Assembly& assembly) {
  AddWritten(assembly);
  AddLegalForms(assembly);
  AddRegions(assembly);
  AddZones(assembly);
  AddHolidays(assembly);
}

}  // namespace izin::internal
