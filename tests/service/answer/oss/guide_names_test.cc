// Names of the guide, and what was probably meant by others.

#include "service/answer/oss/guide_names.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

namespace izin {
namespace {

TEST(GuideNamesTest, AreSortedAndEachThereOnce) {
  for (const GuideLevel level :
       {GuideLevel::kRoot, GuideLevel::kNib, GuideLevel::kProject, GuideLevel::kLocation,
        GuideLevel::kPosition, GuideLevel::kChecklist}) {
    const auto names = GuideNames(level);
    EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
    EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
  }
}

TEST(GuideNamesTest, DifferByLevel) {
  EXPECT_TRUE(IsGuideName(GuideLevel::kChecklist, "kd_daerah"));
  EXPECT_FALSE(IsGuideName(GuideLevel::kLocation, "kd_daerah"));
  EXPECT_TRUE(IsGuideName(GuideLevel::kLocation, "data_lokasi_proyek"));
  EXPECT_TRUE(IsGuideName(GuideLevel::kProject, "skala_resiko"));
}

TEST(GuideNamesTest, FindsWhatWasMeant) {
  EXPECT_EQ(MeantName(GuideLevel::kRoot, "datanib"), "dataNIB");
  EXPECT_EQ(MeantName(GuideLevel::kProject, "skala-usaha"), "skala_usaha");
  EXPECT_EQ(MeantName(GuideLevel::kProject, "skala_risiko"), "skala_resiko");
  EXPECT_EQ(MeantName(GuideLevel::kLocation, "kd_daerah"), "proyek_daerah_id");
  EXPECT_EQ(MeantName(GuideLevel::kLocation, "sesuatu_yang_lain"), "");
  EXPECT_EQ(MeantName(GuideLevel::kProject, std::string(100000, 'x')), "");
}

}  // namespace
}  // namespace izin
