package editoragent.core.acp;

/** @param kind "allow_once", "allow_always", "reject_once" or "reject_always"; for the look only, never for what is stored */
public record PermissionOption(String id, String name, String kind) {
    static PermissionOption of(Members option) {
        return new PermissionOption(option.textOr("optionId", ""), option.textOr("name", ""), option.textOr("kind", ""));
    }

    public boolean isAllowing() {
        return this.kind.startsWith("allow");
    }
}
