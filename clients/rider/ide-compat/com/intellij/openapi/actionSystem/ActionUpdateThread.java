package com.intellij.openapi.actionSystem;

/** Only to compile against, never packaged: the platform has it since 2022.3, the one that this is compiled against does not. */
public enum ActionUpdateThread { EDT, BGT }
