package editoragent.core;

import editoragent.core.acp.ContentBlock;
import java.util.ArrayList;
import java.util.List;

/** What the user says, with what goes along. */
public record Prompt(String text, List<Attachment> attachments) {
    public Prompt {
        attachments = List.copyOf(attachments);
    }

    public static Prompt of(String text) {
        return new Prompt(text, List.of());
    }

    List<ContentBlock> blocks() {
        List<ContentBlock> blocks = new ArrayList<>();
        if (!this.text.isEmpty()) {
            blocks.add(new ContentBlock.Text(this.text));
        }

        this.attachments.forEach(attachment -> blocks.add(attachment.block()));
        return blocks;
    }
}
