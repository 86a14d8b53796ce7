// Local lines in words: what each tells, and the mark that keeps it apart from national law.

#ifndef IZIN_SERVICE_RENDER_LOCAL_WORDS_H_
#define IZIN_SERVICE_RENDER_LOCAL_WORDS_H_

#include <string>

#include "izin/v1/classification.pb.h"

namespace izin {

// "Biaya: Rp150.000": what a line tells and its text, without the permit that it belongs to.
std::string LocalLineText(const izin::v1::LocalLine& line, bool is_english);

// "setempat, bukan hukum nasional: Perwali Medan 1/2026, 2026-01-15"; "contoh rekaan" stands first
// where the content is invented.
std::string LocalMark(const izin::v1::LocalLine& line, bool is_english);

}  // namespace izin

#endif  // IZIN_SERVICE_RENDER_LOCAL_WORDS_H_
