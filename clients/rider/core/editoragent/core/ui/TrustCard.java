package editoragent.core.ui;

import editoragent.core.Agent;
import editoragent.core.acp.TrustRoot;

/** Whether code of a directory may run. The lines that are trusted stand in the question itself; the fingerprint says that it is these. */
final class TrustCard extends Card {
    private static final long serialVersionUID = 1L;

    private final transient Agent agent;
    private final transient TrustRoot root;
    private final transient Runnable then;
    private final Words told = new Words("", Look::error, Look::font);

    /** @param then once it is trusted */
    TrustCard(Agent agent, TrustRoot root, Runnable then, Runnable leave) {
        super(6, () -> Look.blend(Look.background(), Look.warning(), 0.08), Look::border);
        this.agent = agent;
        this.root = root;
        this.then = then;
        this.setName("editoragent.trust");
        this.told.setVisible(false);
        boolean isChanged = root.state().equals("changed");
        this.add(new Words(isChanged ? "What would run in " + root.path() + " has changed. Trust it as it is now?" : "May code of " + root.path() + " run?", Look::text, Look::bold));
        Words lines = new Words(String.join("\n", root.lines()), Look::text, Look::mono);
        lines.setWrapStyleWord(false);
        lines.setName("editoragent.trust.lines");
        this.add(new Card(0, Look::field, Look::border, new LimitedScroll(lines, 320)));
        this.add(Words.faint("This trust rests on exactly these files; when one of them changes you are asked again."));
        this.add(this.told);
        FlatButton cancel = new FlatButton("Cancel", "editoragent.trust.cancel", FlatButton.Rank.SECONDARY, leave);
        if (root.gap().isPresent()) {
            this.told.show(root.path() + " cannot be trusted: " + root.gap().get());
            this.add(new WrapRow(6, cancel));
            return;
        }

        this.add(new WrapRow(6,
                new FlatButton("Trust", "editoragent.trust.always", FlatButton.Rank.SECONDARY, () -> this.grant(true)),
                new FlatButton("For this session", "editoragent.trust.session", FlatButton.Rank.SECONDARY, () -> this.grant(false)), cancel));
    }

    private void grant(boolean isLasting) {
        Edt.take(this.agent.trust(this.root, isLasting), done -> this.then.run(), this.told::show);
    }
}
