// Which permits a name may stand for.

#include "service/answer/oss/permit_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Named(const std::string& name) {
  return PermitsNamed(name, Library()->latest());
}

TEST(PermitNamesTest, FoldsCaseMarksAndBlanks) {
  EXPECT_EQ(FoldedName("  UKL-UPL (Formulir) "), "ukl upl formulir");
  EXPECT_EQ(FoldedName("--"), "");
}

TEST(PermitNamesTest, KnowsTitlesOfTheRuleset) {
  EXPECT_THAT(Named("Sertifikat Laik Fungsi (SLF)"), ElementsAre("SLF"));
  EXPECT_THAT(Named("sertifikat laik fungsi"), ElementsAre("SLF"));
  EXPECT_THAT(Named("Sertifikat laik sehat - di wilayah"), ElementsAre("UMKU_LAIK_SEHAT_WILAYAH"));
}

TEST(PermitNamesTest, KnowsHowOthersCallThem) {
  EXPECT_THAT(Named("Konfirmasi KKPR Darat"), ElementsAre("KKPR_KONFIRMASI"));
  EXPECT_THAT(Named("Persetujuan Kesesuaian Kegiatan Pemanfaatan Ruang Laut"),
              ElementsAre("PKKPRL"));
  EXPECT_THAT(Named("Persetujuan Bangunan Gedung Baru"), ElementsAre("PBG"));
  EXPECT_THAT(Named("Izin Mendirikan Bangunan"), ElementsAre("IMB"));
}

TEST(PermitNamesTest, TellsAllThatANameMayBe) {
  EXPECT_THAT(Named("KKPR"), Contains("KKPR_KONFIRMASI"));
  EXPECT_THAT(Named("KKPR"), Contains("PKKPR"));
  EXPECT_THAT(Named("Persetujuan Lingkungan"), ElementsAre("AMDAL", "UKL_UPL", "RKL_RPL_RINCI"));
}

// A word within another is none: "imb" of "Timbangan".
TEST(PermitNamesTest, KnowsNoPartOfAWord) {
  EXPECT_THAT(Named("Tera Ulang Timbangan"), IsEmpty());
  EXPECT_THAT(Named("Surat Tata Ruang Lama"), IsEmpty());
  EXPECT_THAT(Named(""), IsEmpty());
}

}  // namespace
}  // namespace izin::testing
