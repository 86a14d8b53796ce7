# Run by the build: writes OUTPUT, which says AnswersRevision() of the LIBRARIES, files with commas between them.
set(hashes "")
string(REPLACE "," ";" LIBRARIES "${LIBRARIES}")
foreach(library IN LISTS LIBRARIES)
  file(SHA256 ${library} hash)
  string(APPEND hashes ${hash})
endforeach()
string(SHA256 revision "${hashes}")
file(
  WRITE ${OUTPUT}
  "// Written by the build: service/answer/answers_revision.cmake.
#include \"service/answer/answers_revision.h\"

namespace izin {

absl::string_view AnswersRevision() { return \"${revision}\"; }

}  // namespace izin
")
