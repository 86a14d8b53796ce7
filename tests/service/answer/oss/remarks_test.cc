// Remarks have words in both languages.

#include "service/answer/oss/remarks.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace izin {
namespace {

TEST(RemarksTest, HaveACodeOfTheirOwnAndWordsInBothLanguages) {
  std::set<std::string> codes;
  for (int i = 0; i <= static_cast<int>(RemarkKind::kInputsOpen); ++i) {
    const Remark remark = {.kind = static_cast<RemarkKind>(i), .path = "p", .value = "VALUE"};
    const v1::OssNote id = ToNote(remark, /*is_english=*/false);
    const v1::OssNote en = ToNote(remark, /*is_english=*/true);
    EXPECT_TRUE(codes.insert(id.code()).second) << id.code();
    EXPECT_EQ(id.field_path(), "p");
    EXPECT_FALSE(id.text().title().empty()) << id.code();
    EXPECT_NE(id.text().title(), en.text().title()) << id.code();
    EXPECT_NE(id.text().detail(), en.text().detail()) << id.code();
    EXPECT_EQ(id.text().detail().find("VALUE") == std::string::npos,
              en.text().detail().find("VALUE") == std::string::npos)
        << id.code();
    EXPECT_EQ(en.text().detail().find('$'), std::string::npos) << id.code();
  }
}

}  // namespace
}  // namespace izin
