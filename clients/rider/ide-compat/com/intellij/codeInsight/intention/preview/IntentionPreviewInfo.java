package com.intellij.codeInsight.intention.preview;

/** Only to compile against, never packaged: the platform has it since 2022.1, the one that this is compiled against does not. */
public interface IntentionPreviewInfo {
    IntentionPreviewInfo EMPTY = new IntentionPreviewInfo() {
    };
}
