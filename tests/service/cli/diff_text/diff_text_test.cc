// A comparison as an officer reads it.

#include "service/cli/diff_text/diff_text.h"

#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin::cli {
namespace {

using ::izin::testing::FromText;
using ::testing::HasSubstr;
using ::testing::Not;

// A term, a permit in the place of another, an office and a rule; one code to review.
const v1::DiffRulesetsResponse& Small() {
  static const auto* const small =
      new v1::DiffRulesetsResponse(FromText<v1::DiffRulesetsResponse>(R"pb(
        from: "rulesets/a@0123456789abcdef"
        to: "rulesets/a@fedcba9876543210"
        cells: 24
        changes { kbli_code: "01289" sector: "A" }
        changes {
          kbli_code: "56101"
          scope_id: "56101-1"
          sector: "I"
          scale: BUSINESS_SCALE_MICRO
          location: LOCATION_TYPE_LAND
          from_risk: RISK_LEVEL_LOW
          to_risk: RISK_LEVEL_HIGH
          permits_added: "PKKPR"
          permits_removed: "KKPR"
          commitments_added: "LKPM"
          reforms: [ REFORM_KIND_RENAMED, REFORM_KIND_ADDED, REFORM_KIND_TIGHTENED ]
          differences { subject: "permit/KKPR" field: "replaced_by" to: "PKKPR" }
        }
        changes {
          kbli_code: "56101"
          scope_id: "56101-1"
          sector: "I"
          scale: BUSINESS_SCALE_LARGE
          location: LOCATION_TYPE_LAND
          from_risk: RISK_LEVEL_LOW
          to_risk: RISK_LEVEL_LOW
          reforms: [ REFORM_KIND_DELEGATED, REFORM_KIND_TIGHTENED ]
          differences { subject: "permit/PBG" field: "working_days" from: "25" to: "30" }
          differences { subject: "permit/PBG" field: "office" from: "BUP" to: "GUB" }
        }
        changes {
          kbli_code: "56101"
          scope_id: "56101-1"
          sector: "I"
          scale: BUSINESS_SCALE_LARGE
          location: LOCATION_TYPE_SEA
          from_risk: RISK_LEVEL_LOW
          to_risk: RISK_LEVEL_LOW
          reforms: REFORM_KIND_TIGHTENED
          differences { subject: "permit/PBG" field: "working_days" from: "25" to: "30" }
        }
        rule_changes {
          list: "row"
          entry: "building/b-1"
          where: "building.textproto:42"
          differences {
            path: "then.permit[PBG].working_days"
            from: "25"
            to: "30"
            reforms: REFORM_KIND_TIGHTENED
          }
          reforms: REFORM_KIND_TIGHTENED
          cells: 2
          codes: 1
          possible_codes: 7
          kbli: "55"
          kbli: "56101"
        }
        rule_changes {
          list: "holiday"
          entry: "2027-01-01"
          differences { from: "Tahun Baru" reforms: REFORM_KIND_REMOVED }
          reforms: REFORM_KIND_REMOVED
        }
        names { list: "permit" code: "PKKPR" title: "Persetujuan KKPR (PKKPR)" }
        names { list: "permit" code: "KKPR" title: "Konfirmasi KKPR" }
        names { list: "commitment" code: "LKPM" title: "Laporan Kegiatan Penanaman Modal (LKPM)" }
        names { list: "office" code: "BUP" title: "Bupati" }
        names { list: "office" code: "GUB" title: "Gubernur" }
        names { list: "sector" code: "I" title: "AKOMODASI" }
      )pb"));
  return *small;
}

std::string TextOf(const DiffView& view) {
  std::ostringstream out;
  Page page({}, out);
  PrintDiff(Small(), view, page);
  return out.str();
}

TEST(DiffTextTest, BeginsWithTheCountsAndSaysEachChangeOnce) {
  EXPECT_EQ(TextOf({}), R"(Perbandingan rulesets/a@0123456789ab dengan rulesets/a@fedcba987654
  Jawaban         3 dari 24 sel berubah, pada 1 kode (sel: kode, ruang lingkup, skala, lokasi)
  Ditinjau        1 kode tanpa satu padanan di edisi lain
  Jenis           diperketat 3; berganti nama 1; dilimpahkan 1; ditambah 1
  Tingkat         Rendah tetap 2; Rendah -> Tinggi 1
  Arah            tetap 2; naik 1
  Kantor          Bupati -> Gubernur 1
  Sektor          I AKOMODASI 3
  Aturan          2 entri berbeda: baris tabel 1; hari libur 1

Yang berubah pada jawaban, kelompok terbesar lebih dulu
  - PBG: jangka waktu (hari kerja) 25 -> 30 [diperketat]
      2 sel, 1 kode; besar; darat, laut: 56101
  - Persetujuan KKPR (PKKPR) menggantikan Konfirmasi KKPR (KKPR) [berganti nama]
      1 sel, 1 kode; mikro; darat: 56101
  - PBG: kantor Bupati -> Gubernur [dilimpahkan]
      1 sel, 1 kode; besar; darat: 56101
  - Tingkat risiko: Rendah -> Tinggi [diperketat]
      1 sel, 1 kode; mikro; darat: 56101

Komitmen yang bertambah atau hilang
  - Laporan Kegiatan Penanaman Modal (LKPM) [ditambah]
      1 sel, 1 kode; mikro; darat: 56101

Yang berubah pada aturan, entri demi entri
  - baris tabel building/b-1 (building.textproto:42)
      PBG: jangka waktu (hari kerja): 25 -> 30 [diperketat]
      menyentuh 2 sel pada 1 kode; dapat menyentuh 7 kode bila masukan lain diketahui: 55, 56101
  - hari libur: 1 dihapus [dihapus]
      2027-01-01: Tahun Baru

Lebih rinci: --kbli KODE (juga kategori atau awalan), --permit KODE, --office NAMA, --kind JENIS,
--all.
)");
}

TEST(DiffTextTest, ACodeHasItsCellsTogether) {
  DiffView view{.is_english = true};
  view.filter.kbli = "56101";
  view.filter.related = {"56101"};
  const std::string text = TextOf(view);
  EXPECT_THAT(text, HasSubstr(R"(Code by code
  56101
    56101-1; micro; land
      - Risk level: low -> high [tightened]
      - Persetujuan KKPR (PKKPR) replaces Konfirmasi KKPR (KKPR) [renamed]
      - new commitments: Laporan Kegiatan Penanaman Modal (LKPM)
    56101-1; large; land
      - PBG: term (working days) 25 -> 30 [tightened]
      - PBG: office Bupati -> Gubernur [delegated]
    56101-1; large; sea
      - PBG: term (working days) 25 -> 30 [tightened]
)"));
  EXPECT_THAT(text, HasSubstr("building/b-1"));
  EXPECT_THAT(text, Not(HasSubstr("2027-01-01")));  // of no code
}

TEST(DiffTextTest, APermitAlone) {
  DiffView view;
  view.filter.permit = "PBG";
  const std::string text = TextOf(view);
  EXPECT_THAT(text, HasSubstr("2 dari 24 sel"));
  EXPECT_THAT(text, HasSubstr("building/b-1"));
  EXPECT_THAT(text, Not(HasSubstr("menggantikan")));
  EXPECT_THAT(text, Not(HasSubstr("2027-01-01")));
}

TEST(DiffTextTest, AnOfficeByItsName) {
  DiffView view;
  view.filter.office = "gubernur";
  const std::string text = TextOf(view);
  EXPECT_THAT(text, HasSubstr("1 dari 24 sel"));
  EXPECT_THAT(text, HasSubstr("Bupati -> Gubernur"));
  EXPECT_THAT(text, Not(HasSubstr("jangka waktu")));
}

TEST(DiffTextTest, AKindAlone) {
  DiffView view;
  view.filter.kind = v1::REFORM_KIND_RENAMED;
  const std::string text = TextOf(view);
  EXPECT_THAT(text, HasSubstr("1 dari 24 sel"));
  EXPECT_THAT(text, HasSubstr("menggantikan"));
  EXPECT_THAT(text, Not(HasSubstr("25 -> 30")));
}

TEST(DiffTextTest, TheLimitCountsTheRest) {
  const std::string text = TextOf({.limit = 1});
  EXPECT_THAT(text, HasSubstr("  dan 3 lagi (--all)\n"));
  EXPECT_THAT(TextOf({.limit = 1, .is_all = true}), Not(HasSubstr("lagi (--all)")));
}

TEST(DiffTextTest, LongTextsAreCutAroundWhatDiffers) {
  const std::string before(200, 'a');
  const std::string shown = ShownValue(before + "X" + before, before + "Y" + before, false);
  EXPECT_THAT(shown, ::testing::StartsWith("...aaa"));
  EXPECT_THAT(shown, HasSubstr("aXa"));
  EXPECT_LT(shown.size(), 100U);
  EXPECT_EQ(ShownValue(before, "", true), before);
  EXPECT_EQ(ShownValue("short", "", false), "short");
}

}  // namespace
}  // namespace izin::cli
