// Runs every file of the folders and files named on the command line through
// LLVMFuzzerTestOneInput, in the order of their names: the corpus of a fuzzer, crashes of the past
// among it, as an ordinary test. Prints the number of inputs. Exits with 1 if there is none, 2 if
// it was called wrongly, 3 if a file cannot be read; a fault in the code under test ends the
// program, after the name of the file that caused it was printed.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

// All files below `paths`, sorted, so that two runs do the same.
std::vector<std::filesystem::path> FilesBelow(const std::vector<std::string>& paths) {
  std::vector<std::filesystem::path> files;
  for (const std::string& path : paths) {
    if (std::filesystem::is_regular_file(path)) files.emplace_back(path);
    if (!std::filesystem::is_directory(path)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
      if (entry.is_regular_file()) files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> paths(argv + 1, argv + argc);
  if (paths.empty()) {
    std::cerr << "usage: " << argv[0] << " FOLDER|FILE...\n";
    return 2;
  }
  const std::vector<std::filesystem::path> files = FilesBelow(paths);
  for (const std::filesystem::path& file : files) {
    std::cerr << "replay " << file.string()
              << std::endl;  // flushed: the last line before a crash names its input
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
      std::cerr << file.string() << ": cannot be read\n";
      return 3;
    }
    const std::string input{std::istreambuf_iterator<char>(stream),
                            std::istreambuf_iterator<char>()};
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
  }
  std::cout << files.size() << " inputs replayed\n";
  return files.empty() ? 1 : 0;
}
