// Runs the programs under test.

#ifndef IZIN_TESTS_INTEGRATION_PROCESS_H_
#define IZIN_TESTS_INTEGRATION_PROCESS_H_

#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <signal.h>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <gtest/gtest.h>

namespace izin::testing {

// A folder of its own, gone with the object.
class TempFolder {
 public:
  TempFolder() {
    std::string pattern = ::testing::TempDir() + "/izin-XXXXXX";
    path_ = ::mkdtemp(pattern.data());
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder() { std::filesystem::remove_all(path_); }
  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

inline std::string FileText(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// A program of bin/ with its output in files. Killed with the object if it still runs.
class Process {
 public:
  // `descriptors` is the most that it may have, 0 = as this process.
  Process(const std::string& program, std::vector<std::string> arguments,
          const std::string& input = "", rlim_t descriptors = 0) {
    std::ofstream(folder_ / "in", std::ios::binary) << input;
    const char* build = std::getenv("IZIN_BINARY_DIR");
    arguments.insert(arguments.begin(),
                     std::string(build == nullptr ? "build/release" : build) + "/bin/" + program);
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ != 0) return;
    const rlimit limit = {descriptors, descriptors};
    if (descriptors != 0 && ::setrlimit(RLIMIT_NOFILE, &limit) != 0) ::_exit(125);
    Redirect("in", O_RDONLY, STDIN_FILENO);
    Redirect("out", O_WRONLY | O_CREAT, STDOUT_FILENO);
    Redirect("err", O_WRONLY | O_CREAT, STDERR_FILENO);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }

  std::string out() const { return FileText(folder_ / "out"); }
  std::string err() const { return FileText(folder_ / "err"); }
  pid_t pid() const { return pid_; }
  void Signal(int signal) const { ::kill(pid_, signal); }

  // The exit code, or -1 if it was killed or did not end within a minute.
  int Wait() {
    for (int i = 0; i < 6000; ++i) {
      int status = 0;
      rusage used = {};
      if (::wait4(pid_, &status, WNOHANG, &used) == pid_) {
        peak_kib_ = used.ru_maxrss;
        pid_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return -1;
  }

  // The most memory that it had, once it ended.
  long peak_kib() const { return peak_kib_; }

  // The address that izind prints; "" if it ends instead or says none within a minute.
  std::string ListeningAddress() const {
    const std::string prefix = "izind listening on ";
    for (int i = 0; i < 6000; ++i) {
      const std::string text = out();
      const std::size_t end = text.find('\n');
      if (end != std::string::npos && text.rfind(prefix, 0) == 0)
        return text.substr(prefix.size(), end - prefix.size());
      if (::waitid(P_PID, static_cast<id_t>(pid_), &ended_, WEXITED | WNOHANG | WNOWAIT) == 0 &&
          ended_.si_pid == pid_) {
        return "";
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return "";
  }

 private:
  void Redirect(const char* name, int flags, int to) const {
    const int file = ::open((folder_ / name).c_str(), flags, 0600);
    if (file < 0 || ::dup2(file, to) < 0) ::_exit(126);
  }

  TempFolder folder_;
  pid_t pid_ = -1;
  long peak_kib_ = 0;
  mutable siginfo_t ended_ = {};
};

// What izin printed and how it ended.
struct Ran {
  int exit_code;
  std::string out;
  std::string err;
};

inline Ran RunIzin(const std::vector<std::string>& arguments, const std::string& input = "") {
  Process process("izin", arguments, input);
  const int exit_code = process.Wait();
  return {exit_code, process.out(), process.err()};
}

inline std::vector<std::string> With(std::vector<std::string> arguments,
                                     const std::vector<std::string>& more) {
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

}  // namespace izin::testing

#endif  // IZIN_TESTS_INTEGRATION_PROCESS_H_
