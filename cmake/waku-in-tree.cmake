# contrib/waku in an ns-3 tree.

# waku_say SENTENCE: printed below ns-3's configure summary.
function(waku_say sentence)
  if(CMAKE_VERSION VERSION_LESS 3.19)
    message(STATUS "${sentence}")
  else()
    cmake_language(EVAL CODE "cmake_language(DEFER DIRECTORY [[${CMAKE_SOURCE_DIR}]]
                              CALL message STATUS [[${sentence}]])")
  endif()
endfunction()

if(waku_missing)
  list(JOIN waku_missing ", " waku_missing_text)
  waku_say("waku is not built, since these are missing: ${waku_missing_text}")
  return()
endif()

# waku_add_program NAME SOURCE MODULE [LIBRARY...]
# Releases up to 3.37 take only modules here, and build no program that names anything else.
function(waku_add_program name source module)
  build_lib_example(
    NAME ${name}
    SOURCE_FILES ${source}
    LIBRARIES_TO_LINK ${lib${module}} ${waku_tree_libraries} ${ARGN}
  )
  foreach(library IN LISTS waku_libraries waku_study_libraries)
    target_include_directories(
      ${name} PRIVATE $<TARGET_PROPERTY:${library},INTERFACE_INCLUDE_DIRECTORIES>
    )
  endforeach()
endfunction()

# waku_compile_by_room TARGET...: with -DWAKU_UNITY_BUILD=ON these of our targets, where they exist, are
# compiled room by room. CMAKE_UNITY_BUILD would do the same to ns-3's own targets.
option(WAKU_UNITY_BUILD "Compile the files of a folder of waku as one" OFF)
function(waku_compile_by_room)
  foreach(target IN LISTS ARGN)
    if(WAKU_UNITY_BUILD AND TARGET ${target})
      set_target_properties(${target} PROPERTIES UNITY_BUILD ON)
      waku_join_rooms(${target})
    endif()
  endforeach()
endfunction()

set(waku_tree_tests)
if(ENABLE_TESTS AND GTest_FOUND)
  set(waku_tree_tests ${waku_tests} ${waku_dir}/test/waku-test-suite.cc)
elseif(ENABLE_TESTS)
  waku_say("waku is built without its tests, since GoogleTest (libgtest-dev) is missing")
endif()

# What waku-gateway needs beside the module; empty where the tree does not build it.
set(waku_fd_net_device)
if(TARGET "${libfd-net-device}")
  set(waku_fd_net_device ${libfd-net-device})
endif()

set(waku_tree_libraries)
foreach(library IN LISTS waku_ns3_libraries)
  list(APPEND waku_tree_libraries ${${library}})
endforeach()
if(TARGET MPI::MPI_CXX)
  list(APPEND waku_tree_libraries ${libmpi})
  list(APPEND waku_libraries MPI::MPI_CXX)
endif()

if(waku_study_left_out)
  waku_say("${waku_study_left_out}")
else()
  # The study is a second module in this folder, so the tree has not found its name by itself. It is
  # waku-studies, since the program waku-study is a target too.
  library_target_name(waku-studies waku_study_target)
  foreach(name IN ITEMS waku-study waku-studies)
    set(lib${name} ${waku_study_target} CACHE INTERNAL "")
    set(lib${name}-obj ${waku_study_target}-obj CACHE INTERNAL "")
  endforeach()
  set(ns3-all-enabled-modules ${ns3-all-enabled-modules} waku-studies)
  add_subdirectory(study)
endif()

build_lib(
  LIBNAME waku
  SOURCE_FILES ${waku_sources}
  HEADER_FILES ${waku_headers}
  LIBRARIES_TO_LINK ${waku_tree_libraries} ${waku_libraries}
  TEST_SOURCES ${waku_tree_tests}
)
# Releases up to 3.37 or so compile a module as an object library.
waku_compile_by_room(${libwaku} ${libwaku-obj})

if(waku_tree_tests AND TARGET ${testwaku})
  if(NOT waku_study_left_out)
    target_link_libraries(${testwaku} ${libwaku-study})
  endif()
  target_link_libraries(${testwaku} GTest::gtest)
  library_target_name(flow-monitor waku_flow_monitor)
  if(TARGET ${waku_flow_monitor})
    target_link_libraries(${testwaku} ${waku_flow_monitor})
    target_compile_definitions(${testwaku} PRIVATE WAKU_FLOW_MONITOR)
  endif()
  waku_define_test_places(${testwaku})
  # Most of the time of a test goes into the libraries, most of the time of building it into optimizing.
  target_compile_options(${testwaku} PRIVATE $<$<CONFIG:Release>:-O0>)
  waku_compile_by_room(${testwaku})
endif()
