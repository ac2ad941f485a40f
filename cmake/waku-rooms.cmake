# waku_join_rooms(TARGET...): a room's files are compiled as one where UNITY_BUILD of the target is on,
# which takes half the time. So names without linkage are unique in a room.
function(waku_join_rooms)
  foreach(target IN LISTS ARGN)
    if(CMAKE_VERSION VERSION_LESS 3.20)
      set_target_properties(${target} PROPERTIES UNITY_BUILD OFF)
      continue()
    endif()
    get_target_property(sources ${target} SOURCES)
    list(FILTER sources INCLUDE REGEX "\\.cc$")
    foreach(source IN LISTS sources)
      get_filename_component(room ${source} DIRECTORY)
      get_filename_component(room ${room} NAME)
      set_property(SOURCE ${source} PROPERTY UNITY_GROUP ${room})
    endforeach()
    # Each file that logs has a g_log of its own.
    set_target_properties(
      ${target} PROPERTIES UNITY_BUILD_MODE GROUP
                           UNITY_BUILD_UNIQUE_ID WAKU_FILE
                           UNITY_BUILD_CODE_BEFORE_INCLUDE
                           "#define WAKU_LOG_OF_(file) g_log_##file\n#define WAKU_LOG_OF(file) WAKU_LOG_OF_(file)\n#define g_log WAKU_LOG_OF(WAKU_FILE)"
                           UNITY_BUILD_CODE_AFTER_INCLUDE
                           "#undef g_log\n#undef WAKU_LOG_OF\n#undef WAKU_LOG_OF_"
    )
  endforeach()
  # Boost's disjoint sets find the functions of property maps only where these were included before.
  set_property(SOURCE ${waku_dir}/model/overlay/overlay-measures.cc
               PROPERTY SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
